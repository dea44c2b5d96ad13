import { describe, expect, it } from 'vitest';
import { isFrame, isOwnFrame } from '../../../../src/compress/log/lines/frame.ts';

const OWN = [
  '#3  0x5512 in take_job (id=23) at ./src/jobs.c:6',
  '    at addItem (/srv/shop/cart.js:12:5)',
  '  File "/srv/shop/cart.py", line 12, in add_item',
  '\tat shop.Cart.add(Cart.java:12)',
  '\t/srv/shop/cart.go:12 +0x1d',
  '   4: shop::cart::add',
  '    |   File "/srv/shop/cart.py", line 12, in add_item',
  '      at Context.<anonymous> (test/cart.test.js:12:5)',
  '    at async Server.<anonymous> (/srv/shop/server.js:9:3)',
  '\tat com.acme.java.Reader.read(Reader.java:12)',
];
const FOREIGN = [
  '#4  0x7f12 in start_thread (arg=<optimized out>) at ./nptl/pthread_create.c:442',
  '#5  0x7f13 in clone3 () at ../sysdeps/unix/sysv/linux/x86_64/clone3.S:81',
  '    at Module._load (node:internal/modules/cjs/loader:1038:27)',
  '    at run (/srv/shop/node_modules/runner/index.js:3:1)',
  '  File "/usr/lib/python3/site-packages/flask/app.py", line 9, in run',
  '\tat java.base/java.lang.Thread.run(Thread.java:840)',
  '\t... 12 more',
  '   0: __rustc::rust_begin_unwind',
  '    at Array.map (<anonymous>)',
  '    at new Promise (<anonymous>)',
  '  File "<frozen importlib._bootstrap>", line 241, in _call',
  '\tat app//org.junit.runners.ParentRunner.run(ParentRunner.java:413)',
  '\t/root/go/pkg/mod/example.com/log@v1.2.0/log.go:12 +0x1d',
];

describe('isFrame, isOwnFrame', () => {
  it.each(OWN)('own: %s', (line) => {
    expect([isFrame(line), isOwnFrame(line)]).toEqual([true, true]);
  });

  it.each(FOREIGN)('foreign: %s', (line) => {
    expect([isFrame(line), isOwnFrame(line)]).toEqual([true, false]);
  });

  it('takes ordinary lines for none', () => {
    expect(['added 3 files', 'File saved', '12 passed', ''].map(isFrame)).not.toContain(true);
  });
});
