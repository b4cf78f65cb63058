// Starts what a page can use; every page works without it.
import { focusOnErrors } from './feil.js';
import { startAutosave } from './autosave.js';
import { startDateButtons } from './dato.js';
import { startDependentFields } from './avhengig.js';
import { startDialogs } from './dialog.js';
import { startDownloads } from './nedlasting.js';
import { startGuidance } from './veiledning.js';
import { startExclusiveChoices } from './alene.js';
import { startName } from './navn.js';
import { startPasswordButtons } from './vispassord.js';
import { startPrinting } from './skrivut.js';
import { startSession } from './okt.js';
import { startSaved } from './lagret.js';
import { leaveNoPostBehind } from './tilbake.js';
import { startWaiting } from './venter.js';

focusOnErrors();
leaveNoPostBehind();
startDialogs();
startDownloads();
startPrinting();
startPasswordButtons();
startSession();
startWaiting();
for (const form of document.querySelectorAll('form[data-skjema]')) {
  startDateButtons(form);
  startSaved(form);
  startExclusiveChoices(form);
  startDependentFields(form);
  startName(form);
  startAutosave(form); // last: the others settle what a change means
}
for (const form of document.querySelectorAll('form[data-rad]')) { // stored as a whole, by its own button
  startDateButtons(form);
  startDependentFields(form);
  startGuidance(form);
}
