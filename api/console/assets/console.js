// What the pages do beyond links and forms; everything works without it.
(() => {
  'use strict';
  const body = document.body;

  // A lost connection leaves the filled form as it is and says so.
  const lost = on => {
    const place = document.getElementById('lost');
    if (place) place.textContent = on ? body.dataset.lost : '';
    if (on && place) place.scrollIntoView({block: 'nearest'});
  };
  body.addEventListener('htmx:sendError', () => lost(true));
  body.addEventListener('htmx:timeout', () => lost(true));
  body.addEventListener('htmx:beforeRequest', () => lost(false));

  // After a page was replaced, people who read with ears or keys begin at its
  // trouble, or at its top.
  body.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target !== body) return;
    const at = document.querySelector('[role=alert].trouble') || document.getElementById('main');
    at.setAttribute('tabindex', '-1');
    at.focus();
  });

  // Live pages: every element with data-live asks again for itself when an
  // event of one of its types (or any, if it names none) comes in.
  let source;
  const follow = () => {
    const live = document.querySelectorAll('[data-live]');
    if (source) source.close();
    source = null;
    if (!live.length || document.hidden) return;
    source = new EventSource('/events');
    const types = new Set();
    live.forEach(e => e.dataset.live.split(' ').filter(Boolean).forEach(t => types.add(t)));
    types.forEach(type => source.addEventListener(type, event => tell(type, event.data)));
  };
  let waiting;
  const tell = (type, data) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => document.querySelectorAll('[data-live]').forEach(e => {
      if (e.dataset.live.split(' ').includes(type) && (!e.dataset.about || data.includes(e.dataset.about))) htmx.trigger(e, 'live');
    }), 300);
  };
  document.addEventListener('visibilitychange', follow);
  body.addEventListener('htmx:afterSettle', follow);
  follow();

  // A file may be dropped on the field that takes it.
  for (const type of ['dragover', 'drop']) {
    document.addEventListener(type, event => {
      const place = event.target.closest && event.target.closest('[data-drop]');
      if (!place) return;
      event.preventDefault();
      if (type !== 'drop' || !event.dataTransfer.files.length) return;
      place.querySelector('input[type=file]').files = event.dataTransfer.files;
      place.querySelector('input[type=file]').dispatchEvent(new Event('change', {bubbles: true}));
    });
  }

  // Leaving a page with a form that was changed and not sent asks first.
  let dirty = false;
  document.addEventListener('input', event => { dirty = dirty || !!event.target.closest('form[data-keep]'); });
  document.addEventListener('submit', () => { dirty = false; });
  document.addEventListener('htmx:afterOnLoad', event => { if (event.target.closest('form[data-keep]') && event.detail.successful) dirty = false; });
  window.addEventListener('beforeunload', event => { if (dirty) event.preventDefault(); });

  // Prints the page.
  document.addEventListener('click', event => { if (event.target.closest('[data-print]')) window.print(); });
})();
