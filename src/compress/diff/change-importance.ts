// How much a changed line matters before any question is asked: declarations and what can be called from outside first,
// what a tool wrote or only moved last.

const DERIVED_PATH =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|go\.sum|[\w.-]+\.lock)$|(?:^|\/)(?:dist|build|vendor|third_party|node_modules|generated|__generated__|__snapshots__)\/|\.min\.(?:js|css)$|\.(?:map|snap|svg|pb\.go|pb\.cc|pb\.h)$|_pb2?\.(?:py|js|ts)$|\.generated\./;
const TEST_PATH =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|testdata|fixtures?|mocks?|examples?|bench(?:marks?)?)(?:[/._-]|$)/i;
const SIDE_PATH = /(?:^|\/)\.github\/|\.(?:md|rst|txt|adoc)$|(?:^|\/)(?:docs?|changelog)/i;

/** Where a project says what it is and what it needs. */
const MANIFEST_PATH =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|Cargo\.toml|go\.mod|Gemfile|[\w.-]+\.gemspec|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|[\w.-]+\.csproj)$/;

/** What changes in this file are worth, compared with changes in a source file. */
export function fileWeight(path: string): number {
  if (MANIFEST_PATH.test(path) && !TEST_PATH.test(path)) return 1.5;
  if (DERIVED_PATH.test(path)) return 0.1;
  if (TEST_PATH.test(path)) return 0.45;
  return SIDE_PATH.test(path) ? 0.6 : 1;
}

/** Whether a tool wrote the file. */
export function isDerivedFile(path: string): boolean {
  return DERIVED_PATH.test(path);
}

const DECLARATION =
  /^\s*(?:@\w+\s+)*(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|sealed|async|pub|pub\([a-z]+\)|unsafe|extern|inline|virtual|override)\s+){0,6}(?:class|interface|struct|enum|union|trait|type|def|fn|func|function|impl|module|namespace|typedef|macro_rules!)\s/;
const MEMBER = /^\s*(?:public|protected|static|export|pub)\s.*[({;=,]\s*$/;
const CONSTANT = /^\s*(?:export\s+)?(?:const|let|var|val)\s+\w|^\s*#\s*define\s/;
const HEAD_AT_EDGE = /^[A-Za-z_][\w \t*&:<>,~]{0,200}\(.*[^;,]$/;
const VERSION = /\bversion\b|\bv?\d+\.\d+\.\d+\b/i;
const TROUBLE =
  /\b(?:error|fail|panic|throw|raise|deprecated|breaking|security|unsafe|todo|fixme)/i;
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#(?!\s*(?:define|include))|--|<!--|"""|;)/;
const SILENT = /^[^0-9A-Za-z\x80-\uffff]*$/;

/** Whether a line declares something that others can name. */
export function isDeclaration(text: string): boolean {
  return DECLARATION.test(text) || MEMBER.test(text) || HEAD_AT_EDGE.test(text);
}

export function isComment(text: string): boolean {
  return COMMENT.test(text);
}

/** 0 to 1, for a line that was added or removed. */
export function changeImportance(sign: string, text: string): number {
  if (SILENT.test(text)) return 0;
  const added = sign === '-' ? 0.7 : 1;
  if (isDeclaration(text)) return 0.6 * added;
  if (isComment(text)) return 0.12;
  const base = CONSTANT.test(text) ? 0.4 : 0.22;
  const bonus = (VERSION.test(text) ? 0.15 : 0) + (TROUBLE.test(text) ? 0.1 : 0);
  return (base + bonus) * added;
}

/** Words of a message that a reader looks for. */
export function messageImportance(text: string): number {
  if (
    /(?:fix(?:es|ed)?|clos(?:es|ed)|resolv(?:es|ed)|refs?|pr)\s*:?\s*#\d|#\d{2,}|BREAKING|CVE-/i.test(
      text,
    )
  )
    return 0.35;
  return /^\s*(?:Signed-off-by|Co-authored-by|Change-Id|Reviewed-by):/i.test(text) ? 0.03 : 0.15;
}
