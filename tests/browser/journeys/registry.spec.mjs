// Who may sign: two administrators of an issuing authority keep its registry. The
// signer is this journey's own, and revoked in the end.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { origo, run, signAct } from '../support/papers.mjs';
import { expect, test } from '../support/test.mjs';

// officer is a person with a key and a certificate of the demonstration's authority.
async function officer() {
  const name = `Registrar ${Math.floor(Math.random() * 1e9)}`;
  const folder = mkdtempSync(join(process.env.ORIGO_BROWSER_PAPERS || tmpdir(), 'origo-registry-'));
  const file = join(folder, 'officer');
  await origo('keygen', '-o', file, '--name', name, '--demo-authority', join(run, 'demo', 'keys', 'VN', 'authority.pem'));
  return { name, folder, certificate: `${file}.crt`, key: `${file}.key` };
}

// sealed draws up an act on the page that is open, has a colleague sign it, and
// sends it.
async function sealed(desk, person, kind, reason) {
  await desk.page.getByLabel(desk.say(`value.reason.${reason}`)).check();
  await desk.button('act.draw_up').click();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.locator('a[download]').first().click()]);
  const file = join(person.folder, download.suggestedFilename());
  await download.saveAs(file);
  await desk.field('seal.file').setInputFiles(await signAct(file));
  await desk.button(`act.send.${kind}`).click();
  await expect(desk.page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
}

// another has the other administrator sign in at the same screen.
async function another(desk, role, path) {
  await desk.button('frame.sign_out').click();
  await desk.signIn(role, path);
}

test('two administrators enrol, suspend and revoke a signer', async ({ desk, page }) => {
  const person = await officer();
  await desk.at('VNIssuer').signIn('admin', '/registry?agreement=atiga');
  await desk.look('registry');

  await test.step('a private key is refused, and the form stays filled', async () => {
    await desk.link('registry.enrol.title').click();
    await page.getByRole('radio', { name: /^02 / }).check();
    await desk.look('registry enrolment');
    await desk.field('registry.enrol.file').setInputFiles(person.key);
    await desk.button('registry.look').click();
    await expect(page.getByRole('alert').getByRole('heading', { name: desk.say('upload.key') })).toBeVisible();
    await expect(page.getByRole('radio', { name: /^02 / })).toBeChecked();
    await desk.look('registry enrolment with a key');
  });

  await test.step('the certificate is shown before it is enrolled', async () => {
    await desk.field('registry.enrol.file').setInputFiles(person.certificate);
    await desk.button('registry.look').click();
    await expect(page.getByText(desk.say('registry.chain.holds'))).toBeVisible();
    await desk.look('registry signer to enrol');
    await desk.button('registry.enrol.record').click();
    await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
    await expect(page.locator('main')).toContainText(desk.say('registry.signer.active'));
  });
  const signer = new URL(page.url()).pathname;

  await test.step('one administrator suspends at once', async () => {
    await desk.link('act.title.suspend_signer').click();
    await sealed(desk, person, 'suspend_signer', 'key_compromised');
    await expect(page.locator('main')).toContainText(desk.say('registry.signer.suspended'));
  });

  await test.step('who proposes a revocation cannot confirm it', async () => {
    await desk.link('act.title.revoke_signer').click();
    await sealed(desk, person, 'revoke_signer', 'key_compromised');
    await desk.menu('registry.awaiting.menu');
    const card = page.locator('section.card').filter({ hasText: person.name });
    await expect(card).toContainText(desk.say('registry.awaiting.own'));
    await desk.look('registry awaiting');
    await card.getByRole('link').click();
    await expect(page.getByText(desk.say('registry.awaiting.own'))).toBeVisible();
    await expect(desk.button('registry.confirm.revoke_signer')).toHaveCount(0);
  });

  await test.step('the second administrator confirms', async () => {
    await another(desk, 'admin-2', '/registry/awaiting');
    const card = page.locator('section.card').filter({ hasText: person.name });
    await expect(card).toContainText('admin@vnissuer');
    await card.getByRole('link', { name: desk.say('registry.awaiting.open') }).click();
    await desk.look('registry act to confirm');
    await desk.button('registry.confirm.revoke_signer').click();
    await expect(page.locator('main')).toContainText(desk.say('registry.signer.revoked'));
  });

  await test.step('the first administrator sees it', async () => {
    await another(desk, 'admin', `${signer}?agreement=atiga`);
    await expect(page.locator('main')).toContainText(desk.say('registry.signer.revoked'));
    await expect(page.locator('#acts + ul')).toContainText(desk.say('registry.standing.applied'));
    await desk.look('registry signer revoked');
    await desk.menu('registry.awaiting.menu');
    await expect(page.locator('section.card').filter({ hasText: person.name })).toHaveCount(0);
  });
});

test('an administrator looks at office, revocation list and membership before they are recorded', async ({ desk, page }) => {
  await desk.at('VNIssuer').signIn('admin', '/registry?agreement=ukvfta');
  await desk.link('registry.office.title').click();
  await desk.field('registry.office.code').fill('DN-JOURNEY');
  await desk.field('registry.office.name').fill('Đà Nẵng');
  await page.getByLabel(desk.say('draft.form.EUR.1')).check();
  await desk.look('registry office');
  await desk.button('registry.look').click();
  await expect(page.getByRole('heading', { name: desk.say('registry.recorded') })).toBeVisible();
  await desk.look('registry office to record');
  await desk.button('registry.change').click();
  await expect(desk.field('registry.office.name')).toHaveValue('Đà Nẵng');

  await test.step('a list that is none', async () => {
    await desk.link('registry.back').click();
    await desk.link('registry.list.title').click();
    await desk.field('registry.list.file').setInputFiles(join(run, 'demo', 'keys', 'VN', '02.crt'));
    await desk.button('registry.look').click();
    await expect(page.getByRole('alert').getByRole('heading', { name: desk.say('upload.kind_list') })).toBeVisible();
    await desk.look('registry list refused');
  });

  await test.step('texts are compared, and nobody approves', async () => {
    await desk.link('registry.back').click();
    await desk.link('registry.membership.link').click();
    await desk.look('registry membership');
    const text = desk.field('registry.membership.text');
    await text.fill((await text.inputValue()).replace(/"signing_age_hours": \d+/, '"signing_age_hours": 48'));
    await desk.button('registry.membership.compare').click();
    await expect(page.locator('ins').filter({ hasText: '48' })).toBeVisible();
    await expect(desk.button('registry.membership.record')).toBeVisible();
    await desk.look('registry membership compared');
  });
});
