/** Who is told when it comes into sight and when it leaves. One observer for all: they are told from top to bottom. */

const told = new WeakMap<Element, (isInSight: boolean) => void>();
let observer: IntersectionObserver | null = null;

export function watchSight(element: Element, tell: (isInSight: boolean) => void) {
  observer ??= new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) told.get(target)?.(isIntersecting);
  });
  told.set(element, tell);
  observer.observe(element);
}

export function leaveSight(element: Element) {
  told.delete(element);
  observer?.unobserve(element);
}

/** Whether it is in sight now, `least` pixels of it if it comes from below: the page is laid out for that. */
export function isInSight(element: Element, least = 0): boolean {
  const { bottom, top } = element.getBoundingClientRect();
  return bottom > 0 && top + least < innerHeight;
}
