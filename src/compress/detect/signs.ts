// How the lines of each kind look. Patterns only: no order, no thresholds.

/** `path:12:`, `path:12:5:`, `C:\path:12:` */
export const HIT = /^(?:[A-Za-z]:[\\/])?[^\s:][^:\t]{0,300}:\d{1,7}:/;
/** `path-12-` around a hit. */
export const HIT_CONTEXT = /^[^\s:][^:\t]{0,300}?-\d{1,7}-/;
/** `12:text` or `12-text` below a file's name, or from a single file. */
export const BARE_HIT = /^\d{1,7}[:-]/;
/** `path:text` from a search without line numbers. */
export const UNNUMBERED_HIT = /^(?:[A-Za-z]:[\\/])?[\w@.+~()[\]-]*[./\\][^\s:]{0,300}:/;
/** `path:12` from a count. */
export const COUNT = /^\S[^:]{0,300}:\d{1,9}$/;
/** A time at the begin of a line is no path. */
export const CLOCK_FIRST = /^\W?\d{1,4}[-/:.]\d{1,2}[-/:. ]/;
/** The first colon of the line stands in a time: "INFO 2031-05-04T10:20:30Z", "May  4 10:20:30 host". */
export const CLOCK_IN_HEAD = /^[^:]{0,80}[\sT]\d\d:\d\d:\d\d(?!\d)/;
/** What compilers and linters say about a place. */
export const DIAGNOSTIC =
  /:\d+(?::\d+)?:?\)?:? +(?:\w+ )?(?:error|warning|note|info|fatal error|[A-Z]{1,5}\d{3,5})\b/i;

export const PATH_LINE =
  /^(?:\.{0,2}[\\/]|[A-Za-z]:\\|~\/)?(?:[^\s\\/:*?"<>|=(){};]+(?: [^\s\\/:*?"<>|=(){};]+){0,4}[\\/])*(?:[^\s\\/:*?"<>|=(){};]+(?: [^\s\\/:*?"<>|=(){};]+){0,4})?[*@|=/]?$/;
/** A line of base64 has slashes too. */
export const ENCODED_LINE = /^[A-Za-z0-9+/]{60,}={0,2}$/;
export const LONG_ENTRY = /^ *(?:\d+ +(?:\d+ +)?)?[-dlcbpsD][-rwxsStT]{9}[.+@]? +\d+ /;
export const TREE_ENTRY = /^(?:[│|][ \u00a0]{0,3}|[ \u00a0]{4})*(?:├──|└──|\|--|`--|\+---|\\---)/;
export const FOLDER_HEAD = /^[^\s:][^:]*:$/;

export const DIFF_HEAD = /^(?:diff --(?:git|cc|combined) |Index: |--- \S|\+\+\+ \S)/;
export const HUNK = /^@@+ -\d+(?:,\d+)? .*\+\d+(?:,\d+)? @@/;
export const COMMIT = /^(?:[*|\\/ ]+)?commit [0-9a-f]{7,64}\b/;
export const ONE_LINE_COMMIT = /^(?:[*|\\/_ ]+)?[0-9a-f]{7,12} (?:\([^)]*\) )?\S/;
export const BLAME =
  /^\^?[0-9a-f]{7,40} .{0,300}?\(.{1,80}? \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} +\d+\) ?/;
/** A path, one bar, and how much was changed. */
export const STAT = /^ \S[^|]{0,300}? \| +(?:\d+(?: [+-]+)?|Bin .*)$/;
/** Below the head of a table. */
export const TABLE_RULE = /^-+(?:\+-+)+$/;
export const STATUS =
  /^(?:On branch |HEAD detached |Changes (?:to be committed|not staged)|Untracked files:|\t(?:new file|modified|deleted|renamed|both modified): )/;
/** `XY path` of a short status, or `X<tab>path`. */
export const STATUS_ROW =
  /^(?:## \S|(?:[MADRCUT] | [MADRCUT]|[MADRCUT]{2}|\?\?|!!) \S*[./]\S*|[MADRCTUX]\d{0,3}\t[^\t]*[./][^\t]*(?:\t[^\t]+)?$)/;

/** Signs of a log, test run, build, package manager or trace. */
export const LOG_SIGNS: readonly RegExp[] = [
  // times
  /^.{0,40}?\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/,
  /^\W{0,3}\d\d:\d\d:\d\d\b/,
  /^.{0,24}?\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d\d:\d\d:\d\d\b/,
  /^.{0,24}?\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d/,
  /\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d/,
  /^\W?\w{0,6}\d{4} \d\d:\d\d:\d\d/,
  /^(?:<\d{1,3}>)?\[ *\d{1,9}\.\d{3,9}\](?: |$)/, // seconds since the kernel started
  // levels and diagnostics
  /\b(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL|CRITICAL|NOTICE)\b[\]: ]/,
  /^\s*(?:error|warning|note|notice|fatal|panic|info|hint|debug|trace)(?:\[\w+\])?:/i,
  // who speaks: a stage, a service, a component
  /^\[[A-Za-z][\w. :/-]{0,40}\] \S/,
  /^[\w.-]{1,40} +\| /,
  /[:(]\d+(?:[:,]\d+)?\)?(?::| -) +(?:\w+ )?(?:error|warning|note|fatal error)\b/i,
  /^[^\s:]{1,300}:\d+:\d+: (?:[A-Z]{1,6}\d{2,5}[: ]|[A-Z]: )/,
  /^[\s|]*(?:~+|\^+~*|-*\^)\s*$/,
  /^E {2,}\S/,
  /^\s+\d+:\d+ +(?:error|warning) /,
  /^npm (?:ERR!|WARN|error|warn|notice|http|info|verb(?:ose)?|sill(?:y)?|timing)(?: |$)/,
  // tests
  /^\s*(?:✓|✔|✗|✘|✖|×|√|●|○|↓)\s/,
  /^\s*(?:ok|not ok) \d+/,
  /^\s*(?:PASS|FAIL|RUN|--- (?:PASS|FAIL|SKIP)|=== RUN|ok {2}\t|FAIL\t)\b/,
  /\b(?:PASSED|FAILED|SKIPPED|XFAIL|XPASS)\b/,
  /^test .{1,200} \.\.\. /,
  /\.{3,} *(?:Passed|ok|OK|FAILED|\*+(?:Failed|Not Run|Timeout))\b/,
  /^\s+Start +\d+: /,
  /^\s*(?:Tests?|Test (?:Suites|Files)|Suites|Duration|Snapshots|Time):? +\d/,
  /^\s*\d+ (?:passing|failing|pending|passed|failed)\b/,
  /^(?=[=_-]{4,}[ "'([]{0,4}[A-Za-z0-9])(?=.*[=_-]{4}$)/,
  // traces
  /^\s+at .{1,300}(?::\d+|\(native\)|\(Native Method\)|<anonymous>)/,
  /^\s*File ".{1,300}", line \d+/,
  /^(?:Traceback \(|Caused by:|goroutine \d+|thread '.*' panicked|\s+\.{3} \d+ more)/,
  /^\s*#\d+ +0x[0-9a-f]+/,
  // builds and package managers
  /^(?:\/\S{1,200}\/)?(?:g?cc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|ar|rustc|javac|go|node|cargo|libtool)(?:-\d+)? .*-/,
  /^(?:make|gmake|ninja|cmake)(?:\[\d+\])?: /,
  /^\s*\[ *\d+(?:%|\/\d+)\] /,
  /^\s+(?:CC|LD|AR|LINK|CXX|AS|INSTALL|Compiling|Downloading|Downloaded|Finished|Running|Checking|Updating|Fresh|Installing|Blocking)\b/,
  /^(?:Get:\d+|Hit:\d+|Ign:\d+|Unpacking|Setting up|Selecting previously|Preparing to unpack|Processing triggers|Collecting|Requirement already|Using cached|Downloading|Successfully) /,
  /^(?:Step \d+\/\d+|#\d+ (?:\[|\d+\.\d+|DONE|CACHED|sha256:))/,
  /^(?:added|removed|changed|audited) \d+ package/,
  // system calls
  /^(?:\[pid +\d+\] |\d+ +)?(?:[\d:.]+ )?\w+\(.{0,400}\) += -?(?:\d|0x|\?)/,
];

/** The last word of a test run or a build. */
export const VERDICT =
  /^\W*(?:\d+ [a-z]+, (?:\d+ [a-z]+, )*\d+ (?:failures?|errors?|skips|skipped|pending)\b|(?:\d+|\d+%) (?:tests? )?(?:passed|failed|passing|failing|errors?\b.* in \d)|BUILD (?:SUCCESS|FAIL)|Tests?:? +\d+ |(?:FAILED|ERRORS?)\W*$|Found \d+ errors?\b|\d+ (?:problems?|errors?|warnings?)\b|test result: |Plan: \d+ to (?:add|import)|(?:Apply|Destroy) complete! )/;

export const CODE_SIGNS: readonly RegExp[] = [
  /[{;]\s*(?:\/\/.*|\/\*.*\*\/)?$/,
  /^\s*[)\]}]+[;,)]*\s*$/,
  /^\s*(?:import|from|export|package|use|using|namespace|module|require|include)\b.{1,200}$/,
  /^\s*#\s*(?:include|define|ifdef|ifndef|endif|if|else|pragma|elif)\b/,
  /^\s*(?:public|private|protected|static|abstract|final|async|pub|def|class|struct|enum|interface|trait|impl|fn|func|function|const|let|var|type|return|if|else|elif|for|while|switch|case|try|except|catch|raise|throw|with|match)\b.{0,200}[({:=;,)]\s*$/,
  /^\s*(?:\/\/|\/\*|\*\/| \*( |$)|""")/,
  /^\s*@\w+(?:\.\w+)*(?:\(.*)?$/,
  /^\s*(?:return|break|continue|pass|self\.\w+)\b/,
  /^\s*[\w.$\]["']+ (?:[-+*/|&]|:)?= .+/,
  /^\s*[\w.$]+\(.*\)?[;,]?$/,
];

export const CONFIG_SIGNS: readonly RegExp[] = [
  /^\s*\[\[?[\w .:"'/*@-]+\]\]?\s*$/,
  /^\s*["']?[A-Za-z_./@*$-][\w./@*$-]*["']? ?[=:] ?\S.{0,400}$/,
  /^\s*["']?[\w ./@*$-]{1,80}["']?:\s*$/,
  /^\s*- \S/,
  /^\s*[#;]/,
  /^[a-z][\w-]{2,40} (?:yes|no|on|off|"[^"]*"|[\d./:*-]\S*)(?: \S+){0,6}$/,
  /^\S+ \S+ (?:h1|sha\d{1,3})[-:=][\w+/=]{20,}$/,
];

export const MARKDOWN_HEAD = /^#{1,6} \S/;
