import { describe, expect, test } from 'vitest';
import { readHtml, snippetText } from '../../src/web/html_text.ts';
import { pageText } from '../../src/web/page_text.ts';

const CAP_MS = 4_000;

describe('text of HTML', () => {
  test.each([
    ['<b>a</b> &amp; b&nbsp;&#252;&#x1F600;&unknown;', 'a & b ü😀&unknown;'],
    ['a<script>if (a < b) "</p>"</script>b', 'ab'],
    ['<style>p { }</style>a<!-- <b>hidden</b> -->b', 'ab'],
    ['<div style="display: none">x<div>y</div></div>z', 'z'],
    ['<span style="font-size:0px">x</span><span style="font-size:0.9em">y</span>', 'y'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<a title=">">b</a> 3 < 4 <', 'b 3 < 4 <'],
    ['<a href="https://evil.example">bank.example</a>', 'bank.example'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<p', ''],
    ['<html><head><title>T</title><style>x</style></head><body>a</body></html>b', 'ab'],
    ['</p>a</p>b<i hidden>c</i>', 'a\n\nb'],
    ['<td>a<td>b<td aria-hidden="true">c', 'a b'],
  ])('%s', async (html, text) => {
    expect((await readHtml(html)).text).toBe(text);
  });

  test('knows what is hidden, and the title', async () => {
    const head = '<head><title>T &amp; x</title><script>1</script><meta name="author" content="Anna"></head>';
    const read = await readHtml(`<html>${head}<body>a<script>b</script>c<p hidden>d</p>e</body></html>`);
    expect(read).toMatchObject({ title: 'T & x', text: 'ace' });
    expect(read.shown).toBe(
      '<html><head><title>T &amp; x</title><meta name="author" content="Anna"></head><body>ace</body></html>',
    );
  });

  test('of a page is its article, with who wrote it and when', async () => {
    const paragraph = `<p>${'A sentence of the article, with words in it. '.repeat(12)}</p>`;
    const html = `<html><head><title>On bread</title><meta name="author" content="Anna Example">
      <script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","datePublished":"2026-01-02"}</script></head>
      <body><nav><a href="/">Home</a></nav><article><h1>On bread</h1>${paragraph.repeat(6)}<p style="display:none">evil</p></article></body></html>`;
    const page = await pageText(html);
    expect(page).toMatchObject({ title: 'On bread', author: 'Anna Example', published: '2026-01-02' });
    expect(page.text).toContain('A sentence of the article');
    expect(page.text).not.toMatch(/evil|Home/);
    expect(await snippetText('<b>Bread</b>\n &amp; butter')).toBe('Bread & butter');
  });

  test('takes no longer than its length, whatever is in it', async () => {
    const pieces = ['<', '<!--', '<a ', '<a "', '&', '<div style="', '</', '<p>', '<b>', '<!', '&#', '<script>', "='"];
    for (const piece of [...pieces, '<svg>', '<table><tr>', '</p>', '<p>a, b</p>']) {
      const began = performance.now();
      await readHtml(piece.repeat(10_000_000 / piece.length));
      await pageText(piece.repeat(10_000_000 / piece.length));
      expect(performance.now() - began, piece).toBeLessThan(CAP_MS);
    }
  });
});
