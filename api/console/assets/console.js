// What the pages do beyond links and forms; everything works without it.
(() => {
  'use strict';
  const body = document.body;
  const clock = () => `${new Date().toISOString().slice(11, 16)} UTC`;
  const say = (id, text) => {
    const place = document.getElementById(id);
    if (place && place.textContent !== text) place.textContent = text;
    return place;
  };

  // A form that could not be sent stays in this tab, also over a reload, until it
  // was sent, was given up, or somebody else has signed in.
  const unsent = 'unsent';
  const keep = form => {
    const at = new URL(form.getAttribute('action'), location.href);
    const fields = [...at.searchParams, ...new FormData(form)].map(([name, value]) => value instanceof File ? ['kept_file', value.name] : [name, value]);
    try {
      sessionStorage.setItem(unsent, JSON.stringify({who: body.dataset.who, path: at.pathname, fields: fields.filter(([name, value]) => name !== 'kept_file' || value)}));
    } catch { /* too long to be kept: the page still has it */ }
  };
  const forget = () => sessionStorage.removeItem(unsent);
  const offer = () => {
    const kept = JSON.parse(sessionStorage.getItem(unsent) || 'null');
    const notice = document.getElementById('unsent');
    if (!kept || !notice) return;
    if (kept.who !== body.dataset.who || document.getElementById('resumed')) return forget();
    const form = notice.content.firstElementChild.cloneNode(true);
    for (const [name, value] of [['kept_path', kept.path], ...kept.fields]) {
      const field = document.createElement('input');
      Object.assign(field, {type: 'hidden', name, value});
      form.append(field);
    }
    form.querySelector('[data-forget]').addEventListener('click', () => { forget(); form.remove(); });
    notice.replaceWith(form);
  };

  // A lost connection leaves the filled form as it is and says so. A form that
  // records may have been recorded all the same.
  let lost = null; // the form that could not be sent
  let dirty = false; // a form was changed and not sent
  let then = ''; // where to go on after the answer: an id, or the field written in
  const formOf = event => event.detail.requestConfig.elt.closest('form:not([data-live])'); // the answer may have replaced it
  const lose = event => {
    const form = formOf(event);
    if (!form) return stop();
    say('lost', form.querySelector('[name=idempotency_key]') ? body.dataset.lostOnce : body.dataset.lost)?.scrollIntoView({block: 'nearest'});
    if (!form.matches('[data-keep]')) return;
    lost = form;
    dirty = true;
    keep(form);
  };
  body.addEventListener('htmx:sendError', lose);
  body.addEventListener('htmx:timeout', lose);
  body.addEventListener('htmx:beforeRequest', event => { if (formOf(event)) say('lost', ''); });
  body.addEventListener('htmx:afterOnLoad', event => {
    if (!formOf(event)?.matches('[data-keep]')) return;
    lost = null;
    forget();
    if (event.detail.successful) dirty = false;
  });
  document.addEventListener('input', event => { dirty = dirty || !!event.target.closest('form[data-keep]'); });
  document.addEventListener('submit', event => {
    dirty = false;
    then = event.submitter?.dataset.then || '';
    if (event.target.matches('.who')) forget();
  });
  window.addEventListener('beforeunload', event => {
    if (lost?.isConnected) keep(lost);
    if (dirty) event.preventDefault();
  });
  offer();

  // A button with data-fills has the server fill the empty fields of its form.
  // What is written before the answer comes stays as it is written. Fields of one
  // name are told apart by their order.
  let filling = null; // what stood in the form when it was sent
  let written = []; // since then
  const fieldsOf = form => [...form.querySelectorAll('input:not([type=hidden]):not([type=file]), textarea, select')];
  const nth = (all, field) => all.filter(other => other.name === field.name).indexOf(field);
  document.addEventListener('submit', event => {
    const fills = event.submitter?.matches('[data-fills]');
    filling = fills ? {form: event.target, stood: new Map(fieldsOf(event.target).map(field => [field, field.value]))} : null;
  });
  body.addEventListener('htmx:beforeSwap', event => {
    if (event.detail.target !== body || !filling) return;
    const all = fieldsOf(filling.form);
    written = all.filter(field => filling.stood.get(field) !== field.value)
      .map(field => ({name: field.name, at: nth(all, field), value: field.value, here: field === document.activeElement}));
    filling = null;
  });
  body.addEventListener('htmx:afterSwap', () => {
    const all = [...document.querySelectorAll('form[data-keep]')].flatMap(fieldsOf);
    for (const {name, at, value, here} of written) {
      const field = all.filter(other => other.name === name)[at];
      if (!field) continue;
      field.value = value;
      if (here) then = field;
    }
    dirty = dirty || written.length > 0;
    written = [];
  });

  // After a page was replaced, people who read with ears or keys begin at its
  // trouble, at the row they added, or at its top.
  body.addEventListener('htmx:afterSettle', event => {
    if (event.detail.target !== body) return;
    const at = document.querySelector('[role=alert].trouble') || then?.isConnected && then || document.getElementById(then) || document.getElementById('main');
    if (at !== then) at.setAttribute('tabindex', '-1');
    at.focus();
    offer();
  });

  // Live pages: every element with data-live asks again for itself when an
  // event of one of its types comes in, and when events may have been missed.
  // The server ends each stream after a while, so a short silence is none.
  const silence = 4000; // ms
  let source, followed = '', changed, late, stopped = false, missed = false;
  const lives = () => [...document.querySelectorAll('[data-live]')].filter(e => e.dataset.live);
  const typesOf = e => e.dataset.live.split(' ');
  const stop = () => {
    if (stopped) return;
    stopped = missed = true;
    say('live', body.dataset.stopped.replace('{time}', clock()));
  };
  const opened = () => {
    clearTimeout(late);
    late = 0;
    if (missed) lives().forEach(e => htmx.trigger(e, 'live'));
    if (stopped) say('live', body.dataset.again.replace('{time}', clock()));
    stopped = missed = false;
  };
  const failed = () => {
    late = late || setTimeout(stop, silence);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(true), silence);
  };
  const tell = (type, data) => {
    const about = lives().filter(e => typesOf(e).includes(type) && (!e.dataset.about || data.includes(e.dataset.about)));
    if (!about.length) return;
    clearTimeout(changed);
    changed = setTimeout(() => {
      lives().forEach(e => { if (typesOf(e).includes(type)) htmx.trigger(e, 'live'); });
      say('live', body.dataset.changed.replace('{time}', clock()));
    }, 300);
  };
  const follow = anew => {
    const types = document.hidden ? [] : [...new Set(lives().flatMap(typesOf))].sort();
    if (!anew && types.join(' ') === followed) return;
    source?.close();
    missed = missed || document.hidden;
    followed = types.join(' ');
    if (!types.length) return;
    source = new EventSource('/events');
    source.addEventListener('open', opened);
    source.addEventListener('error', failed);
    types.forEach(type => source.addEventListener(type, event => tell(type, event.data)));
  };
  document.addEventListener('visibilitychange', () => follow());
  window.addEventListener('offline', () => { if (followed) stop(); });
  window.addEventListener('online', () => follow(true));
  body.addEventListener('htmx:afterSettle', () => follow());
  follow();

  // Files may be dropped on what takes them, each on the first field for its
  // kind; what only looks something up is sent at once.
  const drop = (place, files) => {
    const inputs = [...place.querySelectorAll('input[type=file]')];
    for (const file of files) {
      const kind = file.name.slice(file.name.lastIndexOf('.')).toLowerCase();
      const input = inputs.find(i => i.accept.split(',').includes(kind)) || inputs[0];
      const one = new DataTransfer();
      one.items.add(file);
      input.files = one.files;
      input.closest('details')?.setAttribute('open', '');
      input.dispatchEvent(new Event('change', {bubbles: true}));
    }
    if (place.dataset.drop === 'send') inputs[0].form.requestSubmit();
  };
  for (const type of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(type, event => {
      const place = event.target.closest?.('[data-drop]');
      if (!place || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      place.toggleAttribute('data-over', type === 'dragover');
      if (type === 'drop') drop(place, event.dataTransfer.files);
    });
  }

  // Prints the page.
  document.addEventListener('click', event => { if (event.target.closest('[data-print]')) window.print(); });
})();
