# Entries of a case: notes, and the page of one entry.
note-in-future = Give a time that has passed
entry-add-title = Add a note
entry-readers = Who will read it
entry-readers-missing = Choose who will read it
entry-readers-core = Everybody on this case: { $agencies }.
entry-readers-own = { $agency } only: its people on this case and its supervisors.
entry-readers-vault = The counsellors of { $agency } on this case, nobody else. It is never exported, searched or disclosed.
entry-readers-intelligence = The analysts of { $agency } and its officers on this case.
entry-title = What happened, in one line
entry-title-hint = A fact, such as “Call with mother”.
entry-title-missing = Say in one line what happened
entry-body = More words
entry-more = Another time, a description of violence, marks
entry-kind = This is
entry-kind-note = A note
entry-kind-contact = A contact with the person
entry-at = When it happened
entry-at-hint = Leave it empty for now.
entry-sensitive = Description of violence
entry-sensitive-hint = Kept closed. Readers choose to open it, and opening is recorded.
entry-sensitive-show = Describes violence. Show { $n } { $n ->
    [one] sentence
   *[other] sentences
}
entry-marks = Marks
entry-marks-hint = Tick only what applies. A mark closes the entry to those whom the law keeps out.
entry-mark-immigration = Reveals immigration status
entry-mark-immigration-hint = Border enforcement will never read it, and no export or disclosure takes it there.
entry-mark-youth = Tells of a youth record whose period of access has ended
entry-mark-youth-hint = It is sealed at once: from then on nobody reads it, you included (Youth Criminal Justice Act, s. 118, 119, 128).
entry-save = Save note
entry-read-all = Read all of it
entry-by-system = Causeway
entry-tag-immigration = Immigration status: closed to border enforcement
entry-page-title = Entry
entry-back = Back to the case
entry-opened-recorded = That you opened this is written to the list of who looked.
entry-written-at = Written down on { $when }.
note-entry-saved = The note is saved.

## A day and an hour
moment-time = Time
moment-time-hint = In 24 hours, such as 18:10.
moment-time-wrong = Give a time such as 18:10
moment-day-missing = Give the day to this time

## Text fields
form-line-wrong = Use one line of at most 200 characters
form-text-wrong = Use at most 7,500 characters, without control characters
