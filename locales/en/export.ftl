# Exporting a case.
export-title = Export this case
export-lead = An export holds what you may let out of this case: the shared core and your own agency’s part. The counselling vault and what others hold are never in it.
export-identities = With or without identities
export-without = Without identities
export-without-hint = Coded facts only: what kind of thing, on which day, in which compartment. No names, pronouns, ages, telephones and no free text.
export-with = With identities
export-with-hint = Everything that was written, with names.
export-recipient = For whom
export-recipient-missing = Choose for whom
export-basis = Legal basis
export-basis-empty = Choose a basis
export-basis-missing = Choose a basis
export-basis-own = This basis is only for your own agency. Choose another basis or your own agency
export-words = The basis in words
export-words-hint = Where the law asks for a reason.
export-words-missing = Say the basis in words
export-form = As
export-sheet = A sheet to print
export-json = A file for machines (JSON)
export-effect = Each entry that leaves is recorded, and a disclosure is written down.
export-do = Export
export-on = Exported on
export-by = Exported by
export-sheet-title = Export of { $number }
export-marking-ban = Publication ban. Without identities. Nothing here may be joined with what identifies the person.
export-marking-without = Without identities.
export-marking-with = Confidential. Names and descriptions of violence. Keep it closed, and destroy it when it is no longer needed.
export-entries = { $count ->
    [one] One entry
   *[other] { $count } entries
}
export-kind-note = Note
export-kind-contact = Contact with the person
export-kind-event = Event
export-kind-document = Document
export-kind-task = Task
export-kind-clock = Clock
export-kind-disclosure = Disclosure
export-document-hash = Document, BLAKE3 { $hash }
