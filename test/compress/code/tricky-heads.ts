// What a bracket can hide behind, and heads that are easily taken for something else. Every body begins with "fold".
import type { CodeLanguage } from '../../../src/compress/code/syntax.ts';

interface Tricky {
  readonly language: CodeLanguage;
  readonly what: string;
  readonly source: string;
  /** First lines of the signatures whose bodies fold. */
  readonly signatures: readonly string[];
}

function tricky(
  language: CodeLanguage,
  what: string,
  source: string,
  signatures: readonly string[],
): Tricky {
  return { language, what, source, signatures };
}

export const TRICKY: readonly Tricky[] = [
  tricky(
    'typescript',
    'strings, templates and patterns',
    "function a() {\n  fold('}', \"{\", `{ ${b(`}${'{'}`)} {`);\n  c = /[/{]\\/{/g.test(d) / 2;\n}\nfunction e() {\n  fold();\n}\n",
    ['function a() {', 'function e() {'],
  ),
  tricky(
    'typescript',
    'results that are types with brackets or functions',
    'function a(b: number): { c: number; d: string } | undefined {\n  fold();\n}\nfunction e(): Promise<{ f: 1 }> {\n  fold();\n}\nexport function g<T>(h: T): () => T {\n  fold();\n}\nfunction i(\n  j: k,\n): readonly ((l: m) => void)[] {\n  fold();\n}\nfunction n(): readonly { o: p }[] {\n  fold();\n}\n',
    [
      'function a(b: number): { c: number; d: string } | undefined {',
      'function e(): Promise<{ f: 1 }> {',
      'export function g<T>(h: T): () => T {',
      'function i(',
      'function n(): readonly { o: p }[] {',
    ],
  ),
  tricky(
    'typescript',
    'parameters on lines of their own',
    'export function a<\n  T,\n>(\n  { b, c }: T = {},\n  d: () => void,\n): void {\n  fold();\n}\nclass E {\n  constructor(\n    private readonly f: string,\n  ) {\n    fold();\n  }\n}\n',
    ['export function a<', 'constructor('],
  ),
  tricky(
    'typescript',
    'methods named like statements',
    'class A {\n  catch(error: unknown) {\n    fold();\n  }\n  get "b"(): number {\n    fold();\n  }\n}\nif (c) {\n  d();\n}\n',
    ['catch(error: unknown) {', 'get "b"(): number {'],
  ),
  tricky(
    'javascript',
    'no semicolons, functions in calls and objects',
    "const a = b(c)\n\napp.get('/', async (d, e) => {\n  fold()\n})\n\nmodule.exports = {\n  f(g) {\n    fold()\n  },\n  h: function () {\n    fold()\n  },\n}\n",
    ["app.get('/', async (d, e) => {", 'f(g) {', 'h: function () {'],
  ),
  tricky(
    'tsx',
    'an apostrophe between tags',
    "export const A = ({ b }: Props) => {\n  fold(<p onClick={() => b()}>It's here: {b}</p>);\n};\nfunction C() {\n  fold();\n}\n",
    ['export const A = ({ b }: Props) => {', 'function C() {'],
  ),
  tricky(
    'cpp',
    'what stands before a constructor and behind it',
    'class A : public B<int(int)> {\n public:\n  explicit A(int c)\n      : d{c}, e(c) {\n    fold();\n  }\n  A(const A&) = default;\n  auto f() const noexcept -> int {\n    fold();\n  }\n  bool operator==(const A& g) const {\n    fold();\n  }\n};\n',
    [
      'explicit A(int c)',
      'auto f() const noexcept -> int {',
      'bool operator==(const A& g) const {',
    ],
  ),
  tricky(
    'cpp',
    'both branches of a condition open or close a block',
    'int b(int c)\n{\n  fold();\n#ifdef A\n  if (c) {\n#else\n  if (d) {\n#endif\n    e();\n  }\n}\n\nint f(void)\n{\n  fold();\n}\n',
    ['int b(int c)', 'int f(void)'],
  ),
  tricky(
    'cpp',
    'raw strings, separators and macros',
    '#define OPEN {\n#define TWO_LINES \\\n  {\nnamespace a B(c) {\nTEST(d, e) {\n  fold(R"x(} )" {)x", \'{\', 1\'000);\n}\n}\nstruct f *g(struct f *h)\n{\n  fold();\n}\nstruct i {\n  int j;\n};\n',
    ['TEST(d, e) {', 'struct f *g(struct f *h)'],
  ),
  tricky(
    'go',
    'interfaces, receivers and literals',
    'var a = map[string]interface{}{"{": 1}\n\nfunc (b *C) D(e interface{}, f struct{}) (map[string]interface{}, error) {\n\tfold(`}\n`, \'{\')\n}\n\nvar g = func() {\n\tfold()\n}\n',
    [
      'func (b *C) D(e interface{}, f struct{}) (map[string]interface{}, error) {',
      'var g = func() {',
    ],
  ),
  tricky(
    'rust',
    'lifetimes, raw strings, nested comments and lengths',
    '/* { /* { */ */\nimpl<\'a> A<\'a> {\n    const fn b(c: &\'a str) -> [u8; 4] {\n        fold(\'{\', "}\n", r#""{"#);\n    }\n}\nfn d(E { f, g }: E)\nwhere\n    H: I,\n{\n    fold();\n}\nlet j = k(|l| {\n    fold();\n});\n',
    ["const fn b(c: &'a str) -> [u8; 4] {", 'fn d(E { f, g }: E)', 'let j = k(|l| {'],
  ),
  tricky(
    'java',
    'annotations, anonymous classes and text blocks',
    'class A {\n  @B({C.class, D.class})\n  void e(String f) throws G {\n    fold("""\n      "{" """, \'{\');\n  }\n  H i = new H() {\n    public void j() {\n      fold();\n    }\n  };\n  static {\n    fold();\n  }\n}\n',
    ['@B({C.class, D.class})', 'public void j() {', 'static {'],
  ),
  tricky(
    'c-sharp',
    'properties and verbatim strings',
    'namespace A {\n  class B : C {\n    public int D {\n      get {\n        fold(@"\\", "{");\n      }\n    }\n    public B(int e) : base(e) {\n      fold();\n    }\n    void F<T>() where T : new() {\n      fold();\n    }\n  }\n}\n',
    ['get {', 'public B(int e) : base(e) {', 'void F<T>() where T : new() {'],
  ),
];
