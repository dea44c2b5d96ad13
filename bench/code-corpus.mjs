// Made-up source code, the same on every run: types, methods and functions with comments, nested blocks, and strings and
// comments that hold brackets. One long file for each language, as it is fetched, and many files in one output.

const range = (count, write) => Array.from({ length: count }, (_, at) => write(at));
const pick = (list, at) => list[at % list.length];

const NOUNS =
  'kettle leaf cup pot market harvest merchant valley season tray steam ledger crate label scale'.split(
    ' ',
  );
const VERBS =
  'boil pour weigh dry roll sort pack ship count price blend cool label store grade'.split(' ');
const RULES = [
  'A batch that was opened before is never sealed again, whatever the ledger says.',
  'Amounts are in milligrams; rounding happens once, at the end.',
  'Retries are for the network only: a refusal is an answer.',
  'The order of entries is the order in which they were weighed.',
];

/** What one function is about, in every language. */
function about(at) {
  const verb = pick(VERBS, at * 7 + (at >> 4));
  const noun = pick(NOUNS, at * 5 + (at >> 3));
  const Noun = noun[0].toUpperCase() + noun.slice(1);
  return { at, verb, noun, Noun, rule: pick(RULES, at * 3), least: (at * 37) % 400, share: at % 9 };
}

const TYPESCRIPT = {
  head: `import { readFile } from 'node:fs/promises';\nimport type { Ledger, Batch } from './ledger.ts';\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `
/** ${rule} */
export interface ${Noun}Options${at} {
  readonly least: number;
  readonly label?: string;
}

/**
 * Handles every ${noun} of a batch. ${rule}
 */
export async function ${verb}${Noun}${at}(batch: Batch, options: ${Noun}Options${at}): Promise<number> {
  const pattern = /^${noun}[-{](\\d+)}?$/;
  let total = 0;
  for (const [name, entry] of batch.entries()) {
    // An entry without "{" was written by hand.
    if (!pattern.test(name) || entry.amount < options.least + ${least}) continue;
    try {
      total += await entry.weigh({ share: ${share}, text: \`${noun} \${name} {\${entry.amount}}\` });
    } catch (error) {
      if (error instanceof RangeError) throw new Error('too much ${noun}: }' + name, { cause: error });
      total -= 1;
    }
  }
  return Math.max(total, ${least});
}

export class ${Noun}Shelf${at} {
  private readonly entries = new Map<string, number>();

  constructor(private readonly ledger: Ledger) {}

  ${verb}(name: string, amount = ${share}): { name: string; left: number } {
    const known = this.entries.get(name) ?? 0;
    this.entries.set(name, known + amount);
    this.ledger.note(name, { amount, reason: '${verb}' });
    return { name, left: this.ledger.limit - known - amount };
  }
}
`,
};

const PYTHON = {
  head: `"""What happens to tea between the field and the shop."""\nimport logging\nfrom dataclasses import dataclass, field\n\nlogger = logging.getLogger(__name__)\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `

@dataclass
class ${Noun}${at}:
    """One ${noun} in the ledger.

    ${rule}
    """

    name: str
    amount: int = ${least}
    notes: list[str] = field(default_factory=list)

    def ${verb}(self, other: "${Noun}${at}", *, share: float = 0.${share}) -> int:
        """Move a share of the other ${noun} here."""
        if other is self:
            raise ValueError(f"cannot ${verb} {self.name} into itself")
        moved = int(other.amount * share)
        for note in other.notes:
            if note.startswith("${noun}:") and moved > ${share}:
                self.notes.append(note)
        other.amount -= moved
        self.amount += moved
        return moved


def ${verb}_${noun}_${at}(entries, least=${least}):
    # ${rule}
    total = 0
    for name, entry in sorted(entries.items()):
        try:
            with entry.open() as lines:
                total += sum(len(line) for line in lines if line.strip())
        except OSError as error:
            logger.warning("no ${noun} %s: %s", name, error)
            continue
        if total > least:
            break
    return {"total": total, "kind": "${noun}"}
`,
};

const C = {
  head: `#include <stdio.h>\n#include <string.h>\n#include "ledger.h"\n\n#define MOST_CUPS 64\n#define EACH(list, at) for (size_t at = 0; at < (list)->count; at++)\n`,
  part: ({ at, verb, noun, rule, least, share }) => `
/* ${rule} */
struct ${noun}_${at} {
    const char *name;
    unsigned long amount;
    struct ${noun}_${at} *next;
};

static int ${noun}_${at}_limit = ${least};

/* Returns how many were taken, or -1. ${rule} */
int ${verb}_${noun}_${at}(struct ledger *ledger, struct ${noun}_${at} *first, int flags)
{
    int taken = 0;
    struct ${noun}_${at} *entry;

    for (entry = first; entry != NULL; entry = entry->next) {
        if (entry->amount < (unsigned long)${noun}_${at}_limit || entry->name[0] == '{')
            continue;
        switch (flags & 0x${share}f) {
        case ${share}:
            ledger_note(ledger, "${verb} %s {", entry->name);
            break;
        default:
            if (ledger_take(ledger, entry->amount) != 0) {
                fprintf(stderr, "no room for ${noun} %s\\n", entry->name);
                return -1;
            }
        }
        taken++;
    }
#ifdef LEDGER_CHECKED
    if (taken > MOST_CUPS) {
        ledger_fail(ledger, __LINE__);
    }
#endif
    return taken;
}
`,
};

const CPP = {
  head: `#include <map>\n#include <memory>\n#include <string>\n#include "ledger.hpp"\n\nnamespace tea {\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `
/// ${rule}
template <typename Amount, typename Enable = std::enable_if_t<std::is_integral_v<Amount>>>
class ${Noun}${at} final : public Counted<Amount> {
 public:
  explicit ${Noun}${at}(std::string name, Amount amount = ${least})
      : Counted<Amount>(amount), name_(std::move(name)), shares_{${share}, ${share + 1}} {
    if (name_.empty() || name_.front() == '{') throw std::invalid_argument("${noun} without a name");
  }

  // Moves what is left; the other ${noun} is empty afterwards.
  template <typename Other>
  auto ${verb}(Other&& other) -> std::pair<Amount, bool> {
    auto moved = std::exchange(other.amount_, Amount{});
    const auto isLarge = [this, moved](const auto& entry) {
      return entry.second > moved && entry.first != name_;
    };
    for (const auto& [name, amount] : shares_by_name_) {
      if (isLarge(std::pair{name, amount})) return {amount, false};
    }
    this->add(moved);
    return {moved, true};
  }

  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
  std::vector<int> shares_;
  std::map<std::string, Amount> shares_by_name_;
};

std::unique_ptr<Ledger> ${verb}${Noun}${at}(const Config& config, std::size_t least) {
  auto ledger = std::make_unique<Ledger>(config.path, R"(${noun} {"open": )");
  while (ledger->size() < least + ${least}) {
    if (!ledger->next()) {
      ledger->fail(ErrorCode::kEmpty, "no more ${noun}");
      break;
    }
  }
  return ledger;
}
`,
};

const GO = {
  head: `package tea\n\nimport (\n\t"errors"\n\t"fmt"\n\t"sort"\n)\n\nvar errEmpty = errors.New("nothing left")\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `
// ${Noun}${at} is one entry of the ledger. ${rule}
type ${Noun}${at} struct {
	Name   string
	Amount int
	notes  map[string]interface{}
}

// ${verb}${Noun}${at} takes entries until the limit is reached.
func ${verb}${Noun}${at}(entries []*${Noun}${at}, limit int) (int, error) {
	sort.Slice(entries, func(i, j int) bool {
		return entries[i].Amount < entries[j].Amount
	})
	total := ${share}
	for _, entry := range entries {
		if entry.Name == "{" || entry.Amount > limit {
			continue
		}
		switch note := entry.notes["${noun}"].(type) {
		case string:
			total += len(note)
		case int:
			total -= note
		}
	}
	if total > ${least} {
		return 0, fmt.Errorf("${verb} %d: %w", total, errEmpty)
	}
	return total, nil
}

// Note keeps a remark. ${rule}
func (t *${Noun}${at}) Note(key string, value interface{}) {
	if t.notes == nil {
		t.notes = map[string]interface{}{"first": key}
	}
	t.notes[key] = value
}
`,
};

const RUST = {
  head: `use std::collections::BTreeMap;\nuse crate::ledger::{Entry, Ledger, LedgerError};\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `
/// One ${noun} of the ledger. ${rule}
#[derive(Clone, Debug, PartialEq)]
pub struct ${Noun}${at}<'a> {
    name: &'a str,
    amounts: [u32; 4],
    notes: BTreeMap<String, u64>,
}

impl<'a> ${Noun}${at}<'a> {
    /// ${rule}
    pub fn ${verb}<F>(&mut self, ledger: &mut Ledger, mut keep: F) -> Result<usize, LedgerError>
    where
        F: FnMut(&Entry) -> bool,
    {
        let mut kept = ${share};
        for entry in ledger.entries_mut() {
            match entry {
                Entry::Sealed { amount, .. } if *amount > ${least} => continue,
                Entry::Open(name) if name.starts_with('{') => {
                    return Err(LedgerError::Unreadable(format!("{{{}}}", name)));
                }
                other => {
                    if keep(other) {
                        kept += 1;
                    }
                }
            }
        }
        self.notes.insert("${noun}".to_string(), kept as u64);
        Ok(kept)
    }

    fn total(&self) -> u64 {
        self.amounts.iter().map(|amount| u64::from(*amount)).sum::<u64>()
            + self.notes.values().copied().max().unwrap_or(${least})
    }
}
`,
};

const JAVA = {
  head: `package example.tea;\n\nimport java.util.HashMap;\nimport java.util.List;\nimport java.util.Map;\n`,
  part: ({ at, verb, noun, Noun, rule, least, share }) => `
/**
 * Every ${noun} that was weighed.
 * <p>${rule}
 */
public final class ${Noun}Store${at} implements Store<${Noun}> {
  private static final int LEAST = ${least};
  private final Map<String, ${Noun}> entries = new HashMap<>();

  @Override
  public int ${verb}(List<? extends ${Noun}> found, boolean force) throws StoreException {
    int taken = ${share};
    for (${Noun} entry : found) {
      if (entry.getName().charAt(0) == '{' || entry.getAmount() < LEAST) {
        continue;
      }
      try {
        entries.computeIfAbsent(entry.getName(), name -> {
          log.debug("new ${noun} {}", name);
          return entry.copy();
        });
        taken++;
      } catch (IllegalStateException e) {
        if (!force) {
          throw new StoreException("cannot ${verb} " + entry, e);
        }
      }
    }
    return taken;
  }

  /** ${rule} */
  public synchronized ${Noun} find(String name) {
    ${Noun} entry = entries.get(name);
    if (entry == null) {
      return ${Noun}.EMPTY;
    }
    return entry.sealed() ? entry : entry.open(LEAST, "${noun}");
  }
}
`,
};

const LANGUAGES = [
  ['TypeScript', 'ts', TYPESCRIPT],
  ['Python', 'py', PYTHON],
  ['C', 'c', C],
  ['C++', 'cpp', CPP],
  ['Go', 'go', GO],
  ['Rust', 'rs', RUST],
  ['Java', 'java', JAVA],
];
const PARTS = 40;
/** In each file of the output of many files. */
const PARTS_OF_FILE = 6;

/** { name, tool, input, question, text } for each language, and for many files of all of them. */
export function codeCorpus() {
  return [
    ...LANGUAGES.map(([name, extension, { head, part }]) =>
      fetched(`code, ${name}`, `https://tea.example/src/tea.${extension}`, {
        question: `What does ${part(about(17)).match(/\w*17\b/)?.[0]} do with an entry that is too small?`,
        text: head + range(PARTS, (at) => part(about(at))).join(''),
      }),
    ),
    fetched('code, many files', 'https://tea.example/all-sources.txt', {
      question: 'Where is a batch weighed?',
      text: range(LANGUAGES.length * 2, manyOf).join('\n'),
    }),
  ];
}

function manyOf(file) {
  const [, extension, { head, part }] = pick(LANGUAGES, file);
  const parts = range(PARTS_OF_FILE, (at) => part(about(file * PARTS_OF_FILE + at)));
  return `==> src/part-${file}.${extension} <==\n${head}${parts.join('')}`;
}

function fetched(name, url, rest) {
  return { name, tool: 'Bash', input: JSON.stringify({ command: `curl -s ${url}` }), ...rest };
}
