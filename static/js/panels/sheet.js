/**
 * On a phone the controls live in a sheet that a button opens; on wider screens they
 * stand beside the pictures. One rail moves between the two places.
 */
/** As in css/phone.css: by the browser's font size, as all widths of the layout are. */
const PHONE = "(max-width: 44.9989em)";

/**
 * @param {{dialog: HTMLDialogElement, rail: HTMLElement, place: HTMLElement,
 *   opener: HTMLButtonElement, errors: HTMLElement}} parts `errors` stand in the sheet
 *   while it is open: what lies behind a modal dialog can be neither read nor clicked
 */
export function mountSheet({ dialog, rail, place, opener, errors }) {
  const phone = matchMedia(PHONE);
  const body = dialog.querySelector("[data-part=body]");

  function settle() {
    if (!phone.matches && dialog.open) dialog.close();
    (phone.matches ? body : place).append(rail);
  }

  function open() {
    dialog.append(errors);
    dialog.showModal();
  }

  const close = () => dialog.close();
  const onClose = () => document.body.append(errors);
  const onBackdrop = (event) => event.target === dialog && close();

  opener.addEventListener("click", open);
  dialog.querySelector("[data-part=close]").addEventListener("click", close);
  dialog.addEventListener("click", onBackdrop);
  dialog.addEventListener("close", onClose);
  phone.addEventListener("change", settle);
  settle();
  return {
    render() {},
    destroy: () => phone.removeEventListener("change", settle),
  };
}
