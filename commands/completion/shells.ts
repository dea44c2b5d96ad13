// One completion script per shell. Each holds the whole tree as data and looks words up in it; nothing is run on a key press.
import type { Completable } from './describe-commands.ts';

export type ShellName = 'bash' | 'zsh' | 'fish';

interface Shell {
  readonly script: (commands: readonly Completable[]) => string;
  /** How it is switched on. */
  readonly install: string;
}

export const SHELLS: Readonly<Record<ShellName, Shell>> = {
  bash: {
    script: bashScript,
    install: 'bash: add  source <(headroom completion bash)  to ~/.bashrc',
  },
  zsh: {
    script: zshScript,
    install: 'zsh:  add  source <(headroom completion zsh)  to ~/.zshrc, after compinit',
  },
  fish: {
    script: fishScript,
    install: 'fish: headroom completion fish > ~/.config/fish/completions/headroom.fish',
  },
};

/** Every place in the tree with the words that may stand there: "" is the program itself, "config set" a subcommand. */
function places(commands: readonly Completable[]): readonly (readonly [string, string])[] {
  const walk = (command: Completable, path: string): readonly (readonly [string, string])[] => {
    const here = path === '' ? command.name : `${path} ${command.name}`;
    const words = [
      ...command.children.map((child) => child.name),
      ...command.choices,
      ...command.options.map((option) => option.flag),
    ];
    return [[here, words.join(' ')], ...command.children.flatMap((child) => walk(child, here))];
  };
  const top = [...commands.map((command) => command.name), '--help', '--version'].join(' ');
  return [['', top], ...commands.flatMap((command) => walk(command, ''))];
}

function bashScript(commands: readonly Completable[]): string {
  const cases = places(commands).map(([path, words]) => `    '${path}') words='${words}' ;;`);
  return `_headroom() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      --) return ;;
      -*) ;;
      *) [[ " \$(_headroom_words "$path") " != *" $word "* ]] || path="\${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=($(compgen -W "$(_headroom_words "$path")" -- "$current"))
}
_headroom_words() {
  local words=''
  case $1 in
${cases.join('\n')}
  esac
  printf '%s' "$words"
}
complete -o default -F _headroom headroom
`;
}

function zshScript(commands: readonly Completable[]): string {
  return `#compdef headroom
autoload -U +X bashcompinit && bashcompinit
${bashScript(commands)}`;
}

function fishScript(commands: readonly Completable[]): string {
  const names = commands.map((command) => command.name).join(' ');
  const lines = commands.flatMap((command) => [
    fishLine(`__fish_use_subcommand`, `-f -a ${command.name}`, command.summary),
    ...fishBranch(command, [command.name]),
  ]);
  return `# Commands: ${names}\n${lines.join('\n')}\n`;
}

function fishBranch(command: Completable, path: readonly string[]): readonly string[] {
  const inside = path.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
  const children = command.children.map((child) => child.name);
  const notDeeper =
    children.length === 0
      ? inside
      : `${inside}; and not __fish_seen_subcommand_from ${children.join(' ')}`;
  return [
    ...command.children.map((child) => fishLine(notDeeper, `-f -a ${child.name}`, child.summary)),
    ...command.choices.map((choice) => fishLine(inside, `-f -a ${choice}`, '')),
    ...command.options.map((option) =>
      fishLine(notDeeper, `-l ${option.flag.slice(2)}`, option.summary),
    ),
    ...command.children.flatMap((child) => fishBranch(child, [...path, child.name])),
  ];
}

function fishLine(condition: string, what: string, summary: string): string {
  const about = summary.replaceAll(/['\\]/g, (character) => `\\${character}`);
  return `complete -c headroom -n '${condition}' ${what} -d '${about}'`;
}
