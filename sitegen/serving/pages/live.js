/* Keeps a page of the preview as it is: listens to what has changed, and reloads, exchanges style sheets or follows. */
(() => {
  "use strict";
  const own = document.currentScript;
  const root = new URL(".", own.src);
  const place = "sitegen-preview-scroll";
  const isOwn = !own.dataset.bar; /* a page of problems: the place is that in the page in whose place it stands */
  const latest = "999999999999"; /* a page to which a person has gone back leads nowhere where it has led before */
  let seen = own.dataset.seen;
  let view = performance.getEntriesByType("navigation")[0]?.type === "back_forward" ? latest : own.dataset.view;
  let stream = null;
  let reloads = false;
  let failures = 0;

  const remember = () => {
    if (isOwn) return;
    try {
      sessionStorage.setItem(place, JSON.stringify([location.href, scrollX, scrollY, view]));
      history.scrollRestoration = "manual";
    } catch {
      /* without storage the browser's own memory of the place has to do */
    }
  };

  const restore = () => {
    if (isOwn) return;
    try {
      const [address, left, top, former] = JSON.parse(sessionStorage.getItem(place)) ?? [];
      sessionStorage.removeItem(place);
      /* a way that was found while the page was loaded again is still to be gone */
      if (address === location.href) view = Math.min(view, former);
      const go = () => address === location.href && scrollTo({ left, top, behavior: "instant" });
      go();
      const reached = scrollY;
      addEventListener("load", () => {
        /* the page may have been too short for the place until now; who has scrolled meanwhile is left alone */
        if (scrollY === reached) go();
      });
    } catch {
      /* as above */
    }
  };

  const reload = () => {
    close();
    reloads = true;
    remember();
    location.reload();
  };

  const former = new Map();

  const exchange = (addresses, version) => {
    const leaving = new Set([...former.values()].flat());
    const links = [...document.querySelectorAll('link[rel~="stylesheet" i]')].filter(
      (link) => !link.href.startsWith(root.href) && !leaving.has(link),
    );
    if (links.length !== addresses.length) return reload();
    links.forEach((link, number) => {
      const address = new URL(addresses[number], location.href);
      if (address.href === link.href) address.searchParams.set("preview", version);
      const next = link.cloneNode();
      next.href = address.href;
      /* a sheet that is exchanged before it has loaded takes those that were to leave for it along */
      former.set(next, [link, ...(former.get(link) ?? [])]);
      former.delete(link);
      next.addEventListener("load", () => {
        for (const each of former.get(next) ?? []) each.remove();
        former.delete(next);
      });
      /* a sheet that has gone again already has a successor, of which the page is about to be told */
      next.addEventListener("error", () => setTimeout(() => former.has(next) && reload(), 1000));
      link.after(next);
    });
  };

  const frame = () => document.querySelector("iframe.sitegen-preview-bar");

  const bar = () => frame()?.contentWindow.location.reload();

  /* what stands in the bar is true only while somebody answers */
  const isLost = (lost) => frame()?.contentDocument?.documentElement?.classList.toggle("lost", lost);

  const close = () => {
    stream?.close();
    stream = null;
  };

  const open = () => {
    if (stream || document.visibilityState === "hidden") return;
    const address = new URL("events", root);
    address.searchParams.set("page", location.pathname + (location.pathname.startsWith(root.pathname) ? location.search : ""));
    address.searchParams.set("seen", seen);
    address.searchParams.set("bar", own.dataset.bar);
    address.searchParams.set("view", view);
    stream = new EventSource(address);
    stream.addEventListener("reload", reload);
    stream.addEventListener("go", (event) => {
      close();
      location.assign(JSON.parse(event.data).to);
    });
    stream.addEventListener("sheets", (event) => {
      const told = JSON.parse(event.data);
      seen = told.seen;
      exchange(told.sheets, told.seen);
    });
    stream.addEventListener("noted", (event) => {
      seen = JSON.parse(event.data).seen;
    });
    stream.addEventListener("bar", (event) => {
      own.dataset.bar = JSON.parse(event.data).bar;
      bar();
    });
    stream.addEventListener("error", () => {
      /* the browser tries again by itself, but with the address of the beginning; a new stream tells what was seen since */
      close();
      failures += 1;
      if (failures > 3) isLost(true);
      setTimeout(open, 300);
    });
    stream.addEventListener("open", () => {
      failures = 0;
      isLost(false);
    });
  };

  addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? close() : open()));
  addEventListener("pagehide", () => {
    /* for whoever comes back; any earlier, the browser would go to the place that it remembers of a page of problems */
    if (!reloads) history.scrollRestoration = "auto";
    close();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) view = latest;
    open();
  });
  restore();
  open();
})();
