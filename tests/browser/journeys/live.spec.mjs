// What happens elsewhere shows on an open page by itself, and the page says
// when it no longer would.
import { accept, cancel, own, verdict } from '../support/deeds.mjs';
import { issued } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

// still marks the page, so that a journey can tell that it was not loaded again.
const still = page => page.evaluate(() => { window.still = true; });
// either is a pattern of two. That updates are back is said until what was missed
// has changed the page, which may be at once.
const either = (one, other) => new RegExp(`${one.source}|${other.source}`);
const isStill = page => page.evaluate(() => window.still === true);

test('an officer sees a certificate cancelled while it is on the screen', async ({ desk, other, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('officer', `/customs/certificates/D/VN/${encodeURIComponent(paper.reference)}`);
  await expect(verdict(desk)).toBeVisible();
  await still(page);
  await other.at('VNIssuer').signIn('issuer', own(paper));
  await cancel(other, paper);
  await expect(page.locator('ol.timeline')).toContainText(desk.say('customs.event.cancelled'));
  await expect(page.locator('#live')).toHaveText(desk.words.pattern('frame.live.changed'));
  expect(await isStill(page)).toBe(true);
  await desk.look('customs assessment changed live');
});

test('an issuer sees a claim accepted while the certificate is on the screen', async ({ desk, other, page }) => {
  const paper = await issued();
  const number = `TH-L-${paper.reference.slice(-5)}`;
  await desk.at('VNIssuer').signIn('issuer', own(paper));
  await expect(page.locator('#timeline')).toBeVisible();
  await still(page);
  await other.at('THCustoms').signIn('officer');
  await accept(other, paper, number);
  await expect(page.locator('#timeline')).toContainText(number);
  expect(await isStill(page)).toBe(true);
});

test('a page says when live updates stopped, and misses nothing once they are back', async ({ desk, other, context, page }) => {
  const paper = await issued();
  await desk.at('THCustoms').signIn('officer', `/customs/certificates/D/VN/${encodeURIComponent(paper.reference)}`);
  await expect(verdict(desk)).toBeVisible();
  await still(page);
  await context.setOffline(true);
  await expect(page.locator('#live')).toHaveText(desk.words.pattern('frame.live.stopped'));
  await other.at('VNIssuer').signIn('issuer', own(paper));
  await cancel(other, paper);
  await expect(page.locator('ol.timeline')).not.toContainText(desk.say('customs.event.cancelled'));
  await context.setOffline(false);
  await expect(page.locator('#live')).toHaveText(either(desk.words.pattern('frame.live.again'), desk.words.pattern('frame.live.changed')));
  await expect(page.locator('ol.timeline')).toContainText(desk.say('customs.event.cancelled'));
  expect(await isStill(page)).toBe(true);
  await desk.look('customs with live updates again');
});
