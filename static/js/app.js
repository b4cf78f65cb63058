// Starts what a page can use; every page works without it.
import { focusOnErrors } from './feil.js';
import { startDateButtons } from './dato.js';
import { startDependentFields } from './avhengig.js';
import { startExclusiveChoices } from './alene.js';

focusOnErrors();
for (const form of document.querySelectorAll('form[data-skjema]')) {
  startDateButtons(form);
  startExclusiveChoices(form);
  startDependentFields(form);
}
