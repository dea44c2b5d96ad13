// Made-up XML as tools print it: the screen of an Android shop with a long list, and the report of a test run.

const range = (count, write) => Array.from({ length: count }, (_, at) => write(at));

/** As in corpus.mjs; on one line, as uiautomator prints it. */
export function screenDump() {
  const node = (index, kind, { text = '', id = '', says = '', at = 0, isActive = false }) =>
    `<node index="${index}" text="${text}" resource-id="${id && `com.tea.shop:id/${id}`}" class="android.widget.${kind}" package="com.tea.shop" content-desc="${says}" checkable="false" checked="false" clickable="${isActive}" enabled="true" focusable="${isActive}" focused="false" scrollable="false" long-clickable="false" password="false" selected="false" bounds="[${at % 7},${at}][1080,${at + 66}]"`;
  const row = (at) =>
    [
      `${node(at, 'FrameLayout', { id: 'row', at: at * 66, isActive: true })}>`,
      `${node(0, 'ImageView', { id: 'icon', says: `Tea ${at}`, at: at * 66 })} />`,
      `${node(1, 'TextView', { id: 'title', text: `Tea number ${at}`, at: at * 66 })} />`,
      `${node(2, 'TextView', { id: 'price', text: `${at},50 EUR`, at: at * 66 + 30 })} />`,
      `${node(3, 'Button', { id: 'buy', text: at === 37 ? 'Sold out' : 'Buy', at: at * 66, isActive: true })} />`,
      '</node>',
    ].join('');
  return {
    name: 'screen (XML, one line)',
    tool: 'mcp__mobile__dump_ui',
    input: '{}',
    question: 'Buy tea number 61 and tell me what it costs.',
    text: `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="0">${node(0, 'ListView', { id: 'list' })}>${range(80, row).join('')}</node></hierarchy>`,
    facts: ['Tea number 61', '61,50 EUR', 'Sold out'],
  };
}

export function testReport() {
  const failure = [
    '<failure message="expected: &lt;90&gt; but was: &lt;85&gt;" type="org.opentest4j.AssertionFailedError">expected: &lt;90&gt; but was: &lt;85&gt;',
    '\tat com.tea.shop.KettleTest.heats(KettleTest.java:44)',
    ...range(12, (at) => `\tat org.junit.platform.Engine.step${at}(Engine.java:${at * 17})`),
    '</failure>',
  ].join('\n');
  const cases = range(400, (at) => {
    const begin = `  <testcase name="brews${at}" classname="com.tea.shop.${at < 220 ? 'Kettle' : 'Pot'}Test" time="0.0${at % 9}"`;
    return at === 211 ? `${begin}>\n    ${failure}\n  </testcase>` : `${begin}/>`;
  });
  return {
    name: 'test report (XML)',
    tool: 'Bash',
    input: JSON.stringify({ command: 'mvn -q test; show-report' }),
    question: 'Which test fails, and where?',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="tea" time="4.2" tests="400" errors="0" skipped="0" failures="1">\n${cases.join('\n')}\n</testsuite>`,
    facts: ['brews211', 'KettleTest.java:44', 'failures'],
  };
}
