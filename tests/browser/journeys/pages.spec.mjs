// What every page promises: it is light, it works without scripts, and it looks
// as it did where it is stable.
import { consoleOf, draft, issued } from '../support/papers.mjs';
import { Desk, expect, test } from '../support/test.mjs';
import { wordsOf } from '../support/words.mjs';

const mostBytes = 150_000; // of a page with everything it loads, on the way

// weigh loads a page as a browser that has never been there, and gives the bytes
// on the way and when something was first painted.
async function weigh(page, address) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  devtools.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
  await page.goto(address, { waitUntil: 'load' });
  await expect.poll(() => painted(page), { message: 'first paint' }).toBeGreaterThan(0);
  await devtools.detach();
  return { bytes, paint: Math.round(await painted(page)) };
}

const painted = page => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);

// kindOf tells pages apart: those of two certificates are of one kind, as are
// the forms of all that may be done in a case.
const kindOf = path => path.replace(/\?.*/, '').replace(/^(\/cases\/.+)\/.+/, '$1/*').split('/').map(part => (/^[a-z.-]*$/.test(part) && !agreements.includes(part) ? part : '*')).join('/');
const agreements = ['atiga', 'vkfta', 'ukvfta'];
const isElsewhere = path => /\.(pdf|csv|json)$|\/(record|file|act|sign-in|docs)$/.test(path.replace(/\?.*/, '')); // files, and pages of others
const isCommon = path => /^\/(rules|network|statistics|status)/.test(path); // alike for everybody who has signed in

// pagesOf finds one page of each kind that a person reaches by links, from the
// menu and some pages on.
async function pagesOf(desk, first, wanted) {
  const found = new Map();
  const linked = (await desk.page.locator('nav.menu a').evaluateAll(hrefs)).concat(first);
  while (linked.length) {
    const path = linked.shift();
    if (found.has(kindOf(path)) || isElsewhere(path) || !wanted(path)) continue;
    found.set(kindOf(path), path);
    await desk.page.goto(desk.base + path);
    linked.push(...await desk.page.locator('main a:not([download])').evaluateAll(hrefs));
  }
  return [...found.values()];
}

const hrefs = links => links.map(link => link.getAttribute('href')).filter(href => href.startsWith('/'));

// drafted is the page of a draft that an issuer has begun.
async function drafted(desk) {
  await desk.page.goto(`${desk.base}/issuing/drafts`);
  await desk.field('draft.file').setInputFiles((await draft()).files.draft);
  await desk.button('draft.take').click();
  await desk.page.waitForURL(/drafts\/[^/]+$/);
  return new URL(desk.page.url()).pathname;
}

for (const [role, organisation] of [[null, 'THCustoms'], ['officer', 'THCustoms'], ['issuer', 'VNIssuer'], ['trader', 'THCustoms'], ['admin', 'VNIssuer']]) {
  const isMine = path => role === 'officer' || role === null || !isCommon(path);
  test(`every page is light, and readable however it is shown: ${role || 'anybody'}`, async ({ desk, page }) => {
    test.setTimeout(600_000); // many pages, in three languages
    await issued();
    desk.at(organisation);
    await (role ? desk.signIn(role) : desk.open('/'));
    const pages = await pagesOf(desk, role === 'issuer' ? [await drafted(desk)] : [], isMine);
    if (role === 'officer') pages.push('/rules?agreement=atiga&hs=8413.70');
    expect(pages.length).toBeGreaterThan(1);
    for (const path of pages) {
      const { bytes, paint } = await weigh(page, desk.base + path);
      console.log(`${role || 'anybody'} ${path}: ${Math.round(bytes / 1000)} kB, first paint after ${paint} ms`);
      expect.soft(bytes, `bytes of ${path}`).toBeLessThan(mostBytes);
      const name = `${role || 'anybody'}${kindOf(path).replaceAll('/', ' ').replaceAll('*', 'x')}`;
      await desk.open(path);
      await desk.look(name);
      for (const language of ['vi', 'ko']) {
        const reader = new Desk(page, wordsOf(language)).at(organisation);
        await reader.open(path);
        await reader.skim(name);
      }
    }
  });
}

// The figure is printed and not judged: this machine also runs a ledger.
test('the assessment is light', async ({ desk, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('officer');
  const paints = [];
  for (let load = 0; load < 5; load++) {
    const { bytes, paint } = await weigh(page, `${desk.base}/customs/certificates/D/VN/${encodeURIComponent(paper.reference)}`);
    expect(bytes, 'bytes of the assessment').toBeLessThan(mostBytes);
    paints.push(paint);
  }
  console.log(`assessment: first paint after ${paints.sort((a, b) => a - b).join(', ')} ms`);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('anybody looks a certificate up', async ({ desk, page }) => {
    const paper = await issued();
    await desk.at('THCustoms').open('/status');
    await desk.field('public.reference').fill(paper.reference);
    await desk.field('public.code').fill(paper.code);
    await desk.button('public.look_up').click();
    await expect(page.getByRole('heading', { name: desk.say('public.status.issued') })).toBeVisible();
    await desk.field('public.qr').fill(paper.stamp);
    await desk.button('public.qr.check').click();
    await expect(page.getByRole('heading', { name: desk.say('public.qr.met') })).toBeVisible();
  });
});

// The pages without an account of the day: kept few and small.
for (const [name, organisation, path, colorScheme] of [
  ['status-en', 'THCustoms', '/status?lang=en', 'light'], ['status-vi', 'THCustoms', '/status?lang=vi', 'light'],
  ['status-ko', 'THCustoms', '/status?lang=ko', 'light'], ['status-dark', 'THCustoms', '/status?lang=en', 'dark'],
  ['nowhere', 'THCustoms', '/nowhere?lang=en', 'light'], ['sign-in', 'THCustoms', '/sign-in', 'light'],
]) {
  test(`looks as it did: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 400, height: 640 });
    await page.goto(consoleOf(organisation) + path);
    await expect(page).toHaveScreenshot(`${name}.png`);
  });
}

// What of the pages after signing in is the same on every network and every day.
for (const [name, organisation, role, path, language, what] of [
  ['rule-en', 'THCustoms', 'officer', '/rules?agreement=atiga&hs=8413.70&on=2026-11-18', 'en', 'main .card'],
  ['rule-vi', 'THCustoms', 'officer', '/rules?agreement=atiga&hs=8413.70&on=2026-11-18', 'vi', 'main .card'],
  ['rule-ko', 'THCustoms', 'officer', '/rules?agreement=atiga&hs=8413.70&on=2026-11-18', 'ko', 'main .card'],
  ['determination', 'THCustoms', 'officer', '/rules/determination', 'en', 'main'],
  ['search', 'THCustoms', 'officer', '/customs', 'vi', '[data-drop=send]'],
  ['own-draft', 'THCustoms', 'trader', '/trader/draft', 'ko', 'main'],
]) {
  test(`looks as it did: ${name}`, async ({ page }) => {
    const desk = new Desk(page, wordsOf(language)).at(organisation);
    await page.setViewportSize({ width: 900, height: 720 });
    await desk.signIn(role, path);
    await expect(page.locator(what).first()).toHaveScreenshot(`${name}.png`);
  });
}

test('looks as it did: draft', async ({ page }) => {
  const desk = new Desk(page, wordsOf('vi')).at('VNIssuer');
  await page.setViewportSize({ width: 1200, height: 900 });
  await desk.signIn('issuer', '/issuing/drafts');
  await page.locator('button[name=form][value=D]').click();
  await page.waitForURL(/drafts\/[^/]+$/);
  await page.waitForLoadState();
  await expect(page).toHaveScreenshot('draft.png', { mask: [page.locator('input[type=date]'), page.locator('.foot')] });
});
