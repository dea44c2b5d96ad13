// Lines of a stack trace, and which of them lie in the user's own code.

const FRAME_STARTS: readonly RegExp[] = [
  /^at \S/, // JavaScript, Java, C#
  /^File "/, // Python
  /^from \S+:\d+/, // Ruby
  /^#\d+ /, // gdb, PHP, sanitizers
  /^\d+: +\S*(?:::|0x)/, // Rust
  /^\.\.\. \d+ (?:more|common frames)/, // Java
  /^\S+\.go:\d+(?: \+0x|$)/, // Go
];

/** Files that belong to a language, a package manager or a test runner. */
const FOREIGN_FILE =
  /node_modules|node:|site-packages|dist-packages|\/usr\/(?:local\/)?(?:lib|go|include)|\/rustc\/|\.cargo\/|\/pkg\/mod\/|\/(?:gems|vendor)\/|[("]<(?:frozen|anonymous|internal|string)|\(internal\/|\b(?:std|core|alloc)::|__rustc?\b|lib\/python|\bruntime\.|^\.\.\. \d| at (?:\.\.\/)*(?:\.\/(?:nptl|malloc|stdlib|libio|io|misc|posix|signal|socket|string|elf|csu|debug)|sysdeps)\//;

/** The same for languages whose frames name a class: "at java.base/java.lang.Thread.run(...)". */
const FOREIGN_CLASS =
  /^at (?:[\w.@]+\/\/?)?(?:(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|System|Microsoft|reactor|io\.netty)\.|org\.(?:junit|apache|springframework|gradle|testng|mockito|hibernate|eclipse)\.|<anonymous>)/;

/** No frame is longer; a longer line is data. */
const LONGEST_FRAME = 500;

/** Whether a line is one frame of a stack trace. */
export function isFrame(line: string): boolean {
  if (line.length > LONGEST_FRAME) return false;
  const trimmed = trimFrame(line);
  const first = trimmed.charCodeAt(0);
  // a F f # . digits, / : cheap to rule out almost all lines
  const mayStart = first === 97 || first === 70 || first === 102 || (first >= 35 && first <= 57);
  return mayStart && FRAME_STARTS.some((form) => form.test(trimmed));
}

/** Whether a frame lies in the user's own code as far as its file tells. */
export function isOwnFrame(line: string): boolean {
  const trimmed = trimFrame(line);
  return !FOREIGN_FILE.test(trimmed) && !FOREIGN_CLASS.test(trimmed);
}

/** Without the bar that Python draws beside the errors of a group. */
function trimFrame(line: string): string {
  const trimmed = line.trimStart();
  return trimmed.charCodeAt(0) === BAR ? trimmed.slice(1).trimStart() : trimmed;
}

/** The function's own line that Go prints above the file of each frame. */
export function isAboveFrame(line: string, next: string): boolean {
  return next.charCodeAt(0) === TAB && line.charCodeAt(0) > SPACE && isFrame(next);
}

const BAR = 124;
const TAB = 9;
const SPACE = 32;
