// The page works without this: links lead to the sentences. With it, a claim's sentence opens beside the claim.
(function () {
  'use strict';
  var panel = document.getElementById('panel'), body = document.getElementById('panel-body'), current = null;
  document.documentElement.classList.add('js');

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    if (current) { current.removeAttribute('aria-current'); current.focus({preventScroll: true}); }
    current = null;
  }

  // Shows a copy of the evidence, without its id.
  function show(link) {
    var evidence = document.getElementById(link.getAttribute('href').slice(1));
    if (!evidence) return false;
    if (current) current.removeAttribute('aria-current');
    current = link;
    link.setAttribute('aria-current', 'true');
    var copy = evidence.cloneNode(true);
    copy.removeAttribute('id');
    body.replaceChildren(copy);
    panel.hidden = false;
    panel.scrollTop = 0;
    copy.focus({preventScroll: true});
    return true;
  }

  // What a fragment names may lie in something folded.
  function unfold(id) {
    var target = document.getElementById(id);
    for (var e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
    return target;
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.classList.contains('ev') && show(link)) { event.preventDefault(); return; }
    if (panel.contains(link)) { current = null; document.querySelectorAll('[aria-current]').forEach(function (e) { e.removeAttribute('aria-current'); }); panel.hidden = true; }
    unfold(link.getAttribute('href').slice(1));
  });
  document.getElementById('close').addEventListener('click', close);

  // Escape closes; the arrows lead from cell to cell, along rows and columns.
  function neighbour(link, key) {
    var cell = link.closest('td'), row = cell && cell.parentElement;
    if (!row) return null;
    var column = Array.prototype.indexOf.call(row.children, cell), step = key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1;
    for (;;) {
      if (key === 'ArrowUp' || key === 'ArrowDown') {
        do row = step < 0 ? row.previousElementSibling : row.nextElementSibling; while (row && row.hidden);
      } else column += step;
      if (!row || !row.children[column] || column < 1) return null;
      var found = row.children[column].querySelector('.ev');
      if (found) return found;
    }
  }
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { close(); return; }
    var from = panel.contains(document.activeElement) ? current : document.activeElement;
    if (!/^Arrow/.test(event.key) || !from || !from.classList || !from.classList.contains('ev')) return;
    var next = neighbour(from, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (!panel.hidden) { show(next); next.focus({preventScroll: true}); }
  });

  document.querySelectorAll('.filters').forEach(function (group) {
    var rows = group.parentElement.querySelectorAll('tbody tr');
    group.addEventListener('click', function (event) {
      var button = event.target.closest('button'), name = button && button.dataset.show;
      if (!button) return;
      group.querySelectorAll('button').forEach(function (b) { b.setAttribute('aria-pressed', String(b === button)); });
      rows.forEach(function (row) { row.hidden = name !== '' && row.dataset.f.split(' ').indexOf(name) < 0; });
    });
  });

  if (/^#[a-z0-9-]+$/.test(location.hash)) {
    var link = document.querySelector('a.ev[href="' + location.hash + '"]');
    if (link) show(link);
    else unfold(location.hash.slice(1));
  }
})();
