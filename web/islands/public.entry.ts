import { listenForExit } from "./exit";
import { focusSummary } from "./focus";

focusSummary();
listenForExit();
