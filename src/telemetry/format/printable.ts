// Text of others on a terminal: names and outputs may hold control characters, which would move the cursor or worse.

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL_PICTURES = 0x2400;

/** One line without control characters: a tab is two blanks, others are shown as symbols. */
export function printable(text: string): string {
  return text.replace(CONTROLS, (control) => {
    const code = control.charCodeAt(0);
    if (code === 0x09) return '  ';
    return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : '\u00b7';
  });
}
