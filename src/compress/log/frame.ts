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
const FOREIGN =
  /node_modules|node:|site-packages|dist-packages|\/usr\/(?:local\/)?(?:lib|go|include)|\/rustc\/|\.cargo\/|java\.base|\b(?:java|javax|jdk|sun|kotlin|scala)\.|org\.(?:junit|apache|springframework|gradle|testng|mockito)|<(?:frozen|anonymous|internal)|\(internal\/|\b(?:std|core|alloc)::|lib\/python|\bruntime\.|^\.\.\. \d/;

/** No frame is longer; a longer line is data. */
const LONGEST_FRAME = 500;

/** Whether a line is one frame of a stack trace. */
export function isFrame(line: string): boolean {
  if (line.length > LONGEST_FRAME) return false;
  const trimmed = line.trimStart();
  const first = trimmed.charCodeAt(0);
  // a F f # . digits, / : cheap to rule out almost all lines
  const mayStart = first === 97 || first === 70 || first === 102 || (first >= 35 && first <= 57);
  return mayStart && FRAME_STARTS.some((form) => form.test(trimmed));
}

/** Whether a frame lies in the user's own code as far as its file tells. */
export function isOwnFrame(line: string): boolean {
  return !FOREIGN.test(line.trimStart());
}
