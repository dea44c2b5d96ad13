// Words that say nothing about what is being looked for.

const WORDS = `a about above after again all also am an and any are aren't as at be because been before being below
between both but by can can't come could couldn't did didn't do does doesn't doing don't done down during each either
else ever every for from further get gets getting give gives go goes going got had has hasn't have haven't having he
her here hers him his how i if i'd i'll i'm in into is isn't it it's its itself i've just let let's like ll made make
makes many may maybe me might more most much must my myself need needed needs no nor not now of off ok okay on once
one only or other our ours out over own per please put re really same say says see seem seems shall she should
shouldn't since so some still such sure take tell than thank thanks that that's the their them then there there's
these they they're thing things this those though through thus to too try under until up upon us use used uses using ve
very via want wanted wants was wasn't way we well were what what's when where where's whether which while who whose why
will with within without won't would wouldn't yes yet you your yours you've
check explain find fix happen happened happening help issue know list look mean means name named problem run running
show shown something somehow wrong work works worked working answer question
code file files line lines text output result results value values`;

/** Lower-cased English function words and the words with which people ask for anything at all. */
export const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s/).filter(Boolean));
