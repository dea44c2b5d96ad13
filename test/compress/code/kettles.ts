// One small program in every language that can be folded: a signature that must stay and a body that may go.
import type { CodeLanguage } from '../../../src/compress/code/syntax.ts';

const BODY = ['let heat = 1;', 'heat += water;', 'report(heat);', 'secret(heat);'];

function inBrackets(before: string, indent: string, after: string): string {
  return `${before} {\n${BODY.map((line) => indent + line).join('\n')}\n${after}`;
}

export const KETTLES: Readonly<Record<CodeLanguage, string>> = {
  bash: 'set -e\nboil() {\n  heat=1\n  report $heat\n  secret $heat\n  return 0\n}\nboil\n',
  'c-sharp': inBrackets(
    'using System;\nclass Kettle {\n  public int Boil(int water)',
    '    ',
    '  }\n}\n',
  ).replace('let heat', 'var heat'),
  cpp: inBrackets('#include <kettle.h>\nint Kettle::boil(int water) const', '  ', '}\n').replace(
    'let heat',
    'int heat',
  ),
  go: 'package kettle\n\nfunc (k *Kettle) Boil(water int) int {\n\theat := 1\n\theat += water\n\treport(heat)\n\tsecret(heat)\n}\n',
  java: inBrackets(
    'package kettle;\nclass Kettle {\n  public int boil(int water)',
    '    ',
    '  }\n}\n',
  ).replace('let heat', 'int heat'),
  javascript: inBrackets("import { secret } from 'x';\nexport function boil(water)", '  ', '}\n'),
  php: '<?php\nclass Kettle {\n  public function boil($water) {\n    $heat = 1;\n    $heat += $water;\n    report($heat);\n    secret($heat);\n  }\n}\n',
  powershell: 'function Boil {\n  $heat = 1\n  $heat += 2\n  Report $heat\n  Secret $heat\n}\n',
  python:
    'import secret\n\nclass Kettle:\n    def boil(self, water):\n        heat = 1\n        heat += water\n        report(heat)\n        secret(heat)\n\n    lid = None\n',
  ruby: "require 'x'\nclass Kettle\n  def boil(water)\n    heat = 1\n    heat += water\n    report(heat)\n    secret(heat)\n  end\nend\n",
  rust: inBrackets(
    'use kettle::Water;\nimpl Kettle {\n    pub fn boil(&self, water: u8) -> u8',
    '        ',
    '    }\n}\n',
  ),
  tsx: inBrackets('export function Boil({ water }: Props): Element', '  ', '}\n').replace(
    'report(heat)',
    'const view = <b>{heat}</b>',
  ),
  typescript: inBrackets('export class Kettle {\n  boil(water: number): void', '    ', '  }\n}\n'),
};
