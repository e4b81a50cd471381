import { listenForCurtain } from "./curtain";
import { focusSummary } from "./focus";
import { listenForIdle } from "./idle";
import { listenForKeys } from "./keys";
import { listenForLock } from "./lock";
import { listenForPrint } from "./print";

focusSummary();
listenForCurtain();
listenForKeys();
listenForIdle();
listenForLock();
listenForPrint();
