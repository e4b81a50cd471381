# Cases: list, head, timeline, people, liaison, stage, court.

## List
case-list-title = Cases
case-list-count = { $count ->
    [one] One case you may read
   *[other] { $count } cases you may read
}
case-list-empty = You take part in no case. When somebody asks you to join one, it appears here and you are told.
case-list-who = Name used
case-list-number = Number

## Head
case-you = You
case-nobody = Nobody
case-your-agency = Your agency
case-safe-contact = Safe contact:
case-ban-tag = Publication ban
case-ban-note = <strong>Publication ban.</strong> Nothing that identifies this person leaves. Every export is made without identities.
case-closed-note = This case is closed. It can be read, and opened again where contact is.
case-fact-stage = Stage
case-fact-opened = Opened
case-fact-lead = Lead
case-fact-records = Protected records
case-fact-next = Next clock
case-next = { $what }: { $when }
case-next-overdue = Overdue: { $what }
case-next-none = None running
case-tabs = Case sections
case-tab-timeline = Timeline
case-tab-people = People ({ $count })
case-tab-stage = Stage
case-tab-court = Court
case-tab-export = Export
case-tab-trail = Who looked
case-do-note = Add note
case-do-task = Set task
case-do-document = Add document
case-do-emergency = Emergency access

## Timeline
case-may-read = { $count ->
    [one] One entry you may read
   *[other] { $count } entries you may read
}
case-chips = Show
case-chip-all = All { $count }
case-chip-clocks = Clocks only
case-timeline-empty = Nothing here that you may read. Choose “All” to see the whole of your part.
case-earlier = Earlier entries
case-due-title = Clocks and tasks
case-due-empty = No clock is running and no task is open. New clocks appear when a rule starts them.
case-glass-runs = <strong>Emergency access is open to you.</strong> It ends in { $left }, at { $until }.
case-glass-told = The owner was told when you opened it. Everything you read is recorded and will be reviewed by someone independent.

## People
case-people-title = On this case
case-people-all = All { $count }
case-person-line = { $part }, { $agency }
case-person-since = Since { $day }
case-person-end = End their part
case-person-end-of = End this part: { $name }
case-part-lead = Lead
case-part-worker = Works on it
case-part-liaison-name = Indigenous liaison
case-part-counsellor-name = Counsellor
case-add-title = Ask somebody to join
case-add-member = Who
case-add-member-hint = Your own agency, and the agencies with which teams are formed.
case-add-choose = Choose a person
case-add-part = Their part
case-add-effect = They can read the shared core from now on and are told at once. Their agency’s own compartment opens; you will not read it.
case-add-do = Ask them to join
case-member-missing = Choose a person
case-member-unknown = Choose a person from the list
case-member-not-yours = Only their own agency, or the agency that leads the case, ends this part
case-member-last = This is the last person of the agency that leads the case. Ask somebody else to join first
case-part-missing = Choose a part
case-part-liaison = A liaison comes by the person’s own declaration and goes by the liaison’s own agency
case-part-counsellor = Only a counsellor of a counselling service can take this part
case-closed-already = The case is closed. Open it again first

## Liaison
case-liaison-title = Indigenous liaison
case-liaison-lead = A liaison comes when the person says themself that they are First Nations, Inuit or Métis and want one. Nobody else declares it for them.
case-liaison-go = They asked for a liaison
case-liaison-none = No organisation has a liaison who can be asked here. Call your regional coordinator.
case-liaison-declared-legend = In their own words
case-liaison-declared = The person declared it themself
case-liaison-declared-hint = Not guessed from a name, a place or a file.
case-liaison-who = Whom do they want
case-liaison-effect = The liaison is told at once and can read the shared core. Their own compartment opens: police never read it, and only the liaison’s agency can end this.
case-liaison-do = Ask the liaison
case-liaison-already = A liaison takes part already
case-liaison-unknown = Choose a liaison from the list
case-unroute-effect = You, the liaison’s agency, can end the liaison’s part: because you cannot go on, or because the person wishes it. What was written stays yours.
case-unroute-do = End the liaison’s part

## Stage
case-stage-none = There is no move that you can make from here.
case-stage-to = What happened
case-stage-becomes = The stage becomes “{ $stage }”.
case-stage-missing = Choose what happened
case-stage-reason = Why it closes
case-stage-reason-hint = Only when the case closes.
case-stage-reason-empty = Choose a reason
case-stage-words = More words on the reason
case-stage-do = Save
case-stage-not-now = The case cannot move there from its stage, or your role does not make this move
case-reason-missing = Choose a reason
case-words-missing = Say the reason in words

## Court
case-records-title = Protected records
case-records-vault = The counselling vault stays closed under every regime: no export, search, match or disclosure reaches it.
case-records-rules = { $count ->
    [one] The rule
   *[other] The { $count } rules
}
case-charge-title = Charge
case-charge-day = The day on which the charge was laid
case-charge-hint = The day of the charge decides, not that of the offence. Leave it empty when no charge has been laid.
case-charge-do = Save the day
case-charge-in-future = Give a day that has come
case-ban-title = Publication ban
case-ban-is-on = A court has ordered a publication ban.
case-ban-is-off = No publication ban is recorded.
case-ban-effect = Under a ban every export leaves without names, pronouns, ages, telephones and free text.
case-ban-record = Record a ban
case-ban-end = The ban has ended

## Lengths of time in rules

## What happened, by itself or by an act
event-other = Something was done on this case
event-case-opened = Case opened
event-stage-changed = Stage: { $stage }
event-charge-recorded = Charge laid on { $day }
event-charge-removed = No charge: the day was taken out
event-ban-recorded = Publication ban recorded
event-ban-ended = Publication ban ended
event-participant-joined = Joined the case
event-participant-left = Left the case
event-liaison-routed = Indigenous liaison asked for, by the person’s own declaration
event-liaison-left = The Indigenous liaison’s part has ended
event-glass-opened = Emergency access opened
event-glass-closed = Emergency access closed
event-task-done = Task done
event-exported-with = Exported
event-exported-without = Exported without identities

## After an act
note-case-stage = The stage is saved.
note-case-joined = They joined the case and were told.
note-case-left = Their part has ended.
note-case-liaison = The liaison was asked and told.
note-case-liaison-left = The liaison’s part has ended. The agency that leads the case was told.
note-case-charge = The day of the charge is saved. It decides which rules protect the records.
note-case-ban = The publication ban is saved.
