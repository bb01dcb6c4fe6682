// What every journey has: words of its language, people who sign in, and pages
// that are looked at.
import { test as base, expect } from '@playwright/test';
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { consoleOf, identity } from './papers.mjs';
import { wordsOf } from './words.mjs';

export { expect };

const passwords = { officer: 'demo-officer', issuer: 'demo-issuer', trader: 'demo-trader', admin: 'demo-admin', 'admin-2': 'demo-admin' };

export const test = base.extend({
  language: ['en', { option: true }],
  words: async ({ language }, use) => use(wordsOf(language)),
  // faults are what the browser complained of: a script that failed, a page that
  // tried what its policy forbids, a file that is not there.
  faults: [async ({ page }, use) => {
    const faults = [];
    page.on('pageerror', error => faults.push(`script: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error' && !isAnswer(message)) faults.push(`${message.text()} (${message.location().url})`);
    });
    page.on('requestfailed', request => {
      const why = request.failure()?.errorText;
      if (request.url().startsWith('http') && why !== 'net::ERR_ABORTED' && why !== 'net::ERR_INTERNET_DISCONNECTED') faults.push(`${request.url()}: ${why}`);
    });
    await use(faults);
    expect(faults, 'what the browser complained of').toEqual([]);
  }, { auto: true }],
  desk: async ({ page, words }, use) => use(new Desk(page, words)),
  // other is a second person, at another browser.
  other: async ({ browser, words }, use) => {
    const context = await browser.newContext();
    await use(new Desk(await context.newPage(), words));
    await context.close();
  },
});

// isAnswer says whether the browser only tells that a page or form was answered
// with a refusal, or that there is no connection: both are part of journeys.
function isAnswer(message) {
  const url = message.location().url;
  if (/net::ERR_INTERNET_DISCONNECTED|^htmx:(sendError|afterRequest)/.test(message.text())) return true;
  return /status of 4\d\d|Response Status Error Code 4\d\d|status of 503/.test(message.text()) && !url.includes('/assets/');
}

// Desk is a browser at one organisation's console.
export class Desk {
  constructor(page, words) {
    Object.assign(this, { page, words });
    this.say = words.say;
  }

  // at says whose console the journey is at.
  at(organisation) {
    this.organisation = organisation;
    this.base = consoleOf(organisation);
    return this;
  }

  // open loads a page in the journey's language.
  async open(path) {
    const mark = path.includes('?') ? '&' : '?';
    return this.page.goto(`${this.base}${path}${mark}lang=${this.words.language}`);
  }

  // signIn goes through the provider's page and comes back to the path.
  async signIn(role, path = '/') {
    await this.open('/');
    await this.page.goto(`${this.base}/sign-in?to=${encodeURIComponent(path)}`);
    expect(this.page.url()).toContain(identity);
    await this.page.locator('[name=username]').fill(`${role}@${this.organisation.toLowerCase()}`);
    await this.page.locator('[name=password]').fill(passwords[role]);
    await this.page.getByRole('button').click();
    await expect(this.page.getByRole('button', { name: this.say('frame.sign_out') })).toBeVisible();
  }

  button(code) { return this.page.getByRole('button', { name: this.say(code), exact: true }); }

  link(code) { return this.page.getByRole('link', { name: this.say(code), exact: true }); }

  field(code) { return this.page.getByLabel(this.say(code), { exact: true }); }

  // menu goes to a page by its entry in the menu.
  async menu(code) {
    await this.page.locator('nav.menu').getByRole('link', { name: this.say(code), exact: true }).click();
    await expect(this.page.locator('nav.menu [aria-current]')).toHaveText(this.say(code));
  }

  // look holds the page to what every page must be: axe finds nothing; nothing
  // stands out sideways at 320 px; every word is said in the journey's language.
  // Colours do not depend on the language, so one sees the page in the dark.
  async look(name) {
    await this.inLanguage();
    await this.page.evaluate(axe.source);
    await this.audited(name, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
    await this.keep(name, 'light');
    if (this.words.language === 'en') await this.dark(name);
    await this.narrow(name);
  }

  // skim is a look for what differs from one language to the next.
  async skim(name) {
    await this.inLanguage();
    await this.keep(name, 'light');
    await this.narrow(name);
  }

  async dark(name) {
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await this.audited(`${name} in the dark`, ['color-contrast']);
    await this.keep(name, 'dark');
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  // audited tells what axe finds by some of its rules, as people can mend it.
  async audited(name, runOnly) {
    const found = await this.page.evaluate(async runOnly => {
      const { violations } = await window.axe.run({ runOnly, resultTypes: ['violations'] });
      return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
    }, runOnly);
    expect.soft(found, `what axe finds on ${name}`).toEqual([]);
  }

  // inLanguage finds words that no catalogue has: they show as their code.
  async inLanguage() {
    await expect(this.page.locator('html')).toHaveAttribute('lang', this.words.language);
    const text = await this.page.locator('body').innerText();
    const codes = text.match(/(?<![\w./@-])(?:frame|public|registry|upload|trader|mine|customs|issuing|issue|rules|network|statistics|home|fault)\.[a-z_]+(?:\.[a-z_]+)*(?![\w/@])/g) || [];
    expect.soft(codes, 'codes without words').toEqual([]);
  }

  // narrow holds the page to a telephone's width, and to a screen of 1280 px at
  // twice the size: nothing stands out sideways.
  async narrow(name) {
    const size = this.page.viewportSize();
    for (const [width, variant] of [[320, '320'], [640, 'zoomed']]) {
      await this.page.setViewportSize({ width, height: 640 });
      const wide = await this.page.evaluate(() => document.scrollingElement.scrollWidth);
      expect.soft(wide, `width of ${name} at ${width} px`).toBeLessThanOrEqual(width);
      if (variant === '320') await this.keep(name, variant);
    }
    await this.page.setViewportSize(size);
  }

  // keep takes a picture for people to look at, where they want any.
  async keep(name, variant) {
    const folder = process.env.ORIGO_BROWSER_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}-${this.words.language}-${variant}.png`.replace(/[ /]/g, '-')), fullPage: true, caret: 'initial' }); // hiding it would leave styles that htmx copies
  }
}
