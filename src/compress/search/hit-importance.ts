// How much a hit matters before any question is asked: a definition more than a use, a source more than its test.

interface Weight {
  readonly pattern: RegExp;
  readonly weight: number;
}

/** The first that matches counts. */
const BY_TEXT: readonly Weight[] = [
  { pattern: /^\s*(?:import|from|use|using|require|#\s*include)\b/, weight: 0.1 },
  { pattern: /^\s*(?:\/\/|\/\*|\* |#(?!\s*define)|<!--|--|;|"""|%)/, weight: 0.12 },
  {
    pattern:
      /^\s*(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|async|pub|pub\([a-z]+\)|unsafe|extern|inline|virtual|override)\s+){0,6}(?:class|interface|struct|enum|union|trait|type|def|fn|func|function|impl|module|namespace|typedef|macro_rules!)\s/,
    weight: 0.55,
  },
  { pattern: /^\s*#\s*define\s/, weight: 0.55 },
  {
    pattern:
      /^\s*(?:public|private|protected|internal|static|abstract|final|export|pub)\s.*[({;=,]\s*$/,
    weight: 0.45,
  },
  // A head at the left edge that is no statement: a function in C and its like.
  { pattern: /^[A-Za-z_][\w \t*&:<>,~]{0,200}\(.*[^;]$/, weight: 0.4 },
  { pattern: /^\s*(?:export\s+)?(?:const|let|var|val)\s/, weight: 0.3 },
  { pattern: /^[^=!<>]*[^=!<>\s]\s*:?=(?![=>])/, weight: 0.26 },
];
const USE = 0.2;

const TROUBLE =
  /\b(?:error|errors|fail|failed|fatal|panic|throw|throws|raise|unsafe|deprecated|todo|fixme|xxx|hack|bug|vulnerab\w*|secret|password)\b/i;
const TROUBLE_BONUS = 0.12;

const TEST_PATH =
  /(?:^|[\\/._-])(?:tests?|specs?|__tests__|testdata|testing|fixtures?|mocks?|examples?|samples?|bench|benches|benchmarks?|benchsuite)(?:[\\/._-]|$)/i;
const DERIVED_PATH =
  /(?:^|[\\/])(?:node_modules|vendor|third_party|dist|build|target|out|generated|__generated__|coverage)[\\/]|\.min\.|\.lock$|[-.]lock\.|\.(?:map|snap|svg|log)$|(?:^|[\\/])change(?:log|s)/i;

/** 0 to 1. */
export function hitImportance(text: string): number {
  const found = BY_TEXT.find(({ pattern }) => pattern.test(text));
  return Math.min(1, (found?.weight ?? USE) + (TROUBLE.test(text) ? TROUBLE_BONUS : 0));
}

/** What hits of this file are worth, compared with hits of a source file. */
export function pathWeight(path: string): number {
  if (DERIVED_PATH.test(path)) return 0.4;
  return TEST_PATH.test(path) ? 0.6 : 1;
}
