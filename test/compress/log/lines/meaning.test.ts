import { describe, expect, it } from 'vitest';
import {
  ERROR,
  FAILURE,
  meaningOf,
  PROGRESS,
  START,
  SUCCESS,
  SUMMARY,
  TROUBLE,
  WARNING,
} from '../../../../src/compress/log/lines/meaning.ts';

describe('meaningOf', () => {
  it.each([
    ['error: cannot open file', ERROR],
    ['2031-05-04 10:20:30 [FATAL] out of memory', ERROR],
    ['TypeError: x is not a function', ERROR],
    ['java.lang.NullPointerException: name', ERROR],
    ['make: *** [Makefile:4: app] Error 1', ERROR],
    ['! Double superscript.', ERROR],
    ['! \\pot undefined', ERROR],
    ['! a note in a margin', 0],
    ['ok 13 - reads a zone # SKIP needs tz data', 0],
    ['ok 14 - reads a zone # TODO', 0],
    ['        ok 1 - should not error', SUCCESS],
    ['    ok 30 - Reply error handling - code: 500 # time=10.125ms', SUCCESS],
    ['    # Subtest: reply.send will logStream error and destroy the stream', START],
    ['5 upgraded, 37 newly installed, 0 to remove and 8 not upgraded.', SUMMARY],
    ['Successfully installed shop-1.2.3', SUCCESS | SUMMARY],
    ['98% tests passed, 5 tests failed out of 213', SUMMARY | SUCCESS | FAILURE],
    ['# pass 139', SUMMARY],
    ['ℹ fail 3', SUMMARY],
    ['# fail the build when a test fails', FAILURE],
    ['web-08 : ok=2 changed=2 unreachable=1 failed=0', SUCCESS],
    ['web-07 : ok=2 changed=2 unreachable=0 failed=1', SUCCESS | FAILURE],
    ['Plan: 2 to add, 21 to change, 2 to destroy.', SUMMARY],
    [' 27 files changed, 100 insertions(+), 3 deletions(-)', SUMMARY],
    ['webpack 5.113.0 compiled with 1 error in 560 ms', SUMMARY | ERROR],
    ['✓ built in 1.21s', SUMMARY | SUCCESS],
    ['--- FAIL: TestAdd (0.00s)', FAILURE],
    ['  ✗ adds numbers', FAILURE],
    ['E       assert 1 == 2', FAILURE],
    ['a.c:3:4: warning: unused variable', WARNING],
    ['connection refused by peer', TROUBLE],
    ['test_cart.py::test_add PASSED   [ 3%]', SUCCESS],
    ['  ✓ adds numbers', SUCCESS],
    ['test adds ... ok', SUCCESS],
    ['=== RUN   TestAdd', START],
    ['[INFO] Downloading from central: https://repo.example.org/tea/error-lid-1.0.jar', START],
    [
      '[INFO] Downloaded from central: https://repo.example.org/lid-1.0.jar (3 kB at 2 MB/s)',
      PROGRESS,
    ],
    ['     ━━━━━━━━━━━━━━━━━━━━╸━━━━ 3.9/3.9 MB 10.7 MB/s eta 0:00:00', PROGRESS],
    ['Downloading lid-1.0-py3-none-any.whl (84 kB)', 0],
    ['━━━━━━━━━━━━━━━━━━━━━━━━━━━━', 0],
    ['      Start 12: cart-test', START],
    ['[----------] 39 tests from cart', START],
    ['[==========] 40 tests from 2 test suites ran. (5 ms total)', SUMMARY],
    ['added 81 packages in 9s', SUMMARY],
    ['3 failed, 41 passed in 2.1s', SUMMARY],
    ['Tests:  2 failed, 9 total', SUMMARY],
    ['BUILD FAILED in 3s', SUMMARY],
    ['Process exited with code 2', SUMMARY],
    ['Found 12 errors in 4 files.', SUMMARY],
  ])('%s', (line, meaning) => {
    expect(meaningOf(line) & meaning).toBe(meaning);
  });

  it.each([
    ['compiling src/error.ts'],
    ['cc -Werror -c panic.c'],
    ['GET /errors/list 200'],
    ['running test_error_handler'],
    ['listening on port 8080'],
    ['shop/cart.py:12:4: W0107: Unnecessary pass statement (unnecessary-pass)'],
    ['      ****************************************'],
    [' *** 3.0.8-3 500'],
    [''],
  ])('reports nothing: %s', (line) => {
    expect(meaningOf(line) & (ERROR | FAILURE | WARNING)).toBe(0);
  });

  it('takes no errors for no error', () => {
    expect(meaningOf('compiled with 0 errors and 0 warnings') & (ERROR | WARNING)).toBe(0);
    expect(meaningOf('finished without errors') & ERROR).toBe(0);
    expect(meaningOf('10 errors') & ERROR).toBe(ERROR);
  });

  it('takes no failure for a success', () => {
    expect(meaningOf('not ok 3 - adds numbers')).toBe(FAILURE);
    expect(meaningOf('ok 4 - adds numbers') & (FAILURE | SUCCESS)).toBe(SUCCESS);
  });

  it('takes one of many tests for no count of them', () => {
    expect(meaningOf('7/213 Test   #7: invalid__number ....   Passed    0.01 sec')).toBe(SUCCESS);
    expect(meaningOf('213 tests passed') & SUMMARY).toBe(SUMMARY);
  });

  it('takes the name of a passed test for a name', () => {
    expect(meaningOf('  ✔ reports an error when the disk fails')).toBe(SUCCESS);
    expect(meaningOf('--- PASS: TestPanic (0.00s)') & ERROR).toBe(0);
  });
});

describe('names of system errors', () => {
  it.each(['getsockopt(5, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0', 'code: "ETIMEDOUT"'])(
    'are trouble: %s',
    (line) => {
      expect(meaningOf(line) & TROUBLE).toBe(TROUBLE);
    },
  );

  it('a file that is looked for in vain is none', () => {
    expect(meaningOf('openat(AT_FDCWD, "/tea/cup", O_RDONLY) = -1 ENOENT')).toBe(0);
  });
});
