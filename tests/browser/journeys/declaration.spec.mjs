// An exporter's own declaration of origin: drawn up at the office, sealed by the
// exporter, anchored by the office.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seal } from '../support/deeds.mjs';
import { origo, run } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

const code = 'GB-AE-2107';
const key = join(run, 'demo', 'keys', 'GB', `${code}.pem`);

test('an approved exporter declares origin and the office anchors it', async ({ desk, page }) => {
  const number = `SGD-${Math.floor(Math.random() * 1_000_000)}`;
  const folder = mkdtempSync(join(process.env.ORIGO_BROWSER_PAPERS || tmpdir(), 'origo-papers-'));
  await desk.at('GBCustoms').signIn('issuer');
  await desk.menu('draft.menu');
  await page.locator('button[value="OD ukvfta"]').click();

  await test.step('the form has what a declaration needs and nothing of a certificate', async () => {
    await expect(page.getByText(desk.say('draft.hint.origin_declaration.ukvfta'))).toBeVisible();
    await expect(page.locator('[name^="/certification"], [name="/items/0/criterion"]')).toHaveCount(0);
    await desk.look('issuing declaration begun');
  });

  await test.step('what it repeats fills itself in', async () => {
    await page.locator('[name="/office"]').selectOption(code);
    const today = new Date().toISOString().slice(0, 10);
    for (const [path, text] of Object.entries({
      '/origin_declaration/document/number': number, '/origin_declaration/document/date': today,
      '/origin_declaration/value/amount': '12000', '/origin_declaration/value/currency': 'GBP', '/origin_declaration/place': 'Craigellachie',
      '/origin_declaration/date': today, '/origin_declaration/name': 'Fiona Grant',
      '/exporter/name': 'Speyside Grain Distillers Ltd', '/exporter/address': 'The Maltings, Craigellachie AB38 9RX',
      '/items/0/description': 'Malt whisky, 70 cl bottles', '/items/0/hs/code': '220830', '/items/0/quantity/value': '504', '/items/0/quantity/unit': 'LTR',
    })) await page.locator(`[name="${path}"]`).fill(text);
    await desk.button('draft.save').filter({ visible: true }).last().click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(`${code}/${number}`) })).toBeVisible();
    await expect(page.getByText(desk.say('draft.complete'))).toBeVisible();
    await desk.look('issuing declaration');
  });

  await test.step('the exporter signs, the office anchors', async () => {
    await desk.link('draft.go_on').click();
    await expect(page.locator('.notice')).toContainText(code);
    await seal(desk, { folder }, file => origo('sign', file, '--key', key));
    await expect(page.locator('main')).toContainText(desk.say('state.issued'));
    await desk.look('issuing declaration anchored');
  });
});
