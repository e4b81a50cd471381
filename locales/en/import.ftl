# Imports of an agency's extracts.
nav-imports = Imports
import-list-title = Imports
import-list-under = Extracts of your own system that became records here.
import-list-empty = Nothing was imported yet.
import-new = Import a file
import-file = File
import-file-hint = CSV in UTF-8. It is sealed as it arrives and thrown away when you confirm, discard it, or after two hours.
import-file-missing = Choose a file
import-mapping = Layout of the file
import-mapping-missing = Choose the layout of the file
import-mapping-unknown = There is no such layout for your agency
import-holdings = Holdings that the records go to
import-holdings-missing = Choose the holdings
import-look = Look at it first
import-look-hint = Nothing is written until you confirm.
import-when = Imported
import-rows = Records
import-left-out = Left out
import-of = { $kept } of { $read }
import-state = State
import-stands = Stands
import-undone = Undone { $when }
import-preview-title = Look before you import
import-preview-under = Nothing is written yet.
import-preview-counts = { $read } rows were read. { $kept } would become records, { $rejects } would be left out.
import-preview-again = The same file was imported { $when }. Keys that you hold already are left out below.
import-first = The first rows
import-strangest = The strangest rows
import-strangest-text = They look unlike the others in one field. Look there for a column that has moved.
import-strange-field = { $field }: { $alike ->
    [one] one row has this form
   *[other] { $alike } rows have this form
}
import-rejects-title = Rows that would be left out
import-rejects-done = Rows that were left out
import-rejects-none = No row is left out.
import-warnings-title = Rows taken although something was noticed
import-filled = Values by column
import-line = Line
import-column = Column
import-reason = Reason
import-values = Values
import-key = Key
import-name = Name
import-born = Birth
import-place = Place
import-whole-row = The row
import-key-held = You hold a record with this key already. It is not changed.
import-nothing-new = No row of this file is new. Nothing was imported.
import-refused-title = This file cannot be imported
import-refused-text = Nothing was written. Mend the file and send it again.
import-refused-row = Line { $line }, column { $column }: { $reason }
import-confirm = { $count ->
    [one] Import one record
   *[other] Import { $count } records
}
import-confirm-hint = All of them are written, or none. They are then compared with what other agencies hold; you see matches under Matches.
import-discard = Discard the file
import-another = Choose another file
import-show-title = Import
import-by-mapping = Layout
import-file-name = File
import-hash = Fingerprint
import-some = Some of its records
import-undo = Undo this import
import-undo-text = Its records go, and alerts about them that nobody has answered. The import itself stays in the list.
import-kept-title = It cannot be undone now
import-kept-text = Something depends on these records. Settle that first; nothing was changed.
import-kept-what = What depends on it
import-depends-case = A case is about it
import-depends-referral = It came from a referral
import-depends-decision = A match with it was answered
import-depends-release = It was released to an agency
note-import-done = The file is imported.
note-import-discarded = The file is thrown away.
note-import-undone = The import is undone.
import-rejects-more = The first { $count } are shown here; the file has all of them.
import-rejects-file = All of them as a CSV file
import-none-new = No row of this file would become a record.
import-progress-title = The file is being imported
import-progress-reading = The file is being read.
import-progress-read = { $count ->
    [one] One row was read.
   *[other] { $count } rows were read.
}
import-progress-ready = { $count ->
    [one] One record is ready to be written.
   *[other] { $count } records are ready to be written.
}
import-progress-written = { $count ->
    [one] One record is written. It is being compared with what other agencies hold.
   *[other] { $count } records are written. They are being compared with what other agencies hold.
}
import-progress-compared = { $n } of { $of } pairs were compared with what another agency holds.
import-progress-again = See how far it is
import-progress-meanwhile = You can leave this page. The import goes on.
import-not-compared-title = The records are written, but not yet compared
import-not-compared-text = Comparing them with what other agencies hold broke off. Open the import and compare again; nothing is lost.
import-failed-title = The file was not imported
import-failed-text = Nothing was written. The file still waits for two hours after it was sent: look at it and confirm again.
import-compare = Compare again
import-compare-text = Its records are compared once more with what other agencies hold, for instance after the first comparison broke off. Matches that exist stay as they are.
note-import-compared = The records were compared.
