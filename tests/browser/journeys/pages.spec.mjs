// What every page promises: it is light, it works without scripts, and it looks
// as it did where it is stable.
import { consoleOf, issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

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

for (const [role, organisation] of [[null, 'THCustoms'], ['officer', 'THCustoms'], ['issuer', 'VNIssuer'], ['trader', 'THCustoms'], ['admin', 'VNIssuer']]) {
  test(`every page of the menu is light: ${role || 'anybody'}`, async ({ desk, page }) => {
    desk.at(organisation);
    await (role ? desk.signIn(role) : desk.open('/'));
    const pages = await page.locator('nav.menu a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(pages.length).toBeGreaterThan(1);
    for (const path of pages) {
      const { bytes, paint } = await weigh(page, desk.base + path);
      console.log(`${role || 'anybody'} ${path}: ${Math.round(bytes / 1000)} kB, first paint after ${paint} ms`);
      expect.soft(bytes, `bytes of ${path}`).toBeLessThan(mostBytes);
      if (role === 'admin') await desk.look(`admin ${path.replaceAll('/', ' ')}`); // these have no journey of their own
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
