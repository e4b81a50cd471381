# The first page, and what people are told.
home-title = Now
nav-many = 99+
home-needs-you = Needs you
home-clocks = { $n ->
    [0] No clock runs for you.
    [one] 1 clock, soonest first.
   *[other] { $n } clocks, soonest first.
}
home-of-the-unit = All of the unit ({ $n })
home-all-clocks = All deadlines
home-tasks = Your tasks
home-task-for = Task for { $name }, { $number }
home-cases = My cases
home-cases-open = { $n ->
    [one] 1 open.
   *[other] { $n } open.
}
home-cases-none = You take part in no open case. A case appears here when you open one or are asked to join.
home-cases-caption = My open cases with their stage and next deadline
home-person = Young person
home-stage = Stage
home-next = Next deadline
home-next-none = none
home-since = Open since
home-nothing = Nothing waits for you.
home-waiting = Waiting
home-referrals = Referrals to answer
home-referrals-text = Take each up, or decline it with a reason.
home-matches = Possible same persons
home-matches-text = Your agency has not answered yet.
home-services = Referrals to your services
home-services-text = Accept, or decline with a reason.
home-reviews = Emergency accesses to review
home-reviews-text = Was each justified?
home-ledger = The ledger
home-ledger-text = Who saw what, and the proof that nothing was changed.
home-figures = The five figures
home-figures-text = With their definitions; small numbers are held back.
home-members = Members
home-members-text = Accounts, roles and ways to sign in of your agency.
home-alerts = Alerts
home-alerts-new = { $n } new
home-alerts-earlier = { $n ->
    [one] One earlier alert
   *[other] { $n } earlier alerts
}
home-alerts-none = Nothing new. What concerns you appears here.
home-seen = Seen
home-note = Quick note
home-note-case = Case
home-note-what = What happened
home-note-goes-to = Goes to
home-note-own = Other agencies do not see it.
home-note-core = Goes to the shared core, where every partner of the case reads it.
home-note-save = Save note
home-note-case-missing = Choose the case
home-note-missing = Write what happened
note-home-noted = The note is saved.
note-notice-seen = Marked as seen.

notice-referral-received = A referral has arrived
notice-referral-received-text = It waits to be read.
notice-referral-answered = News of your referral
notice-referral-answered-text = It was read or answered.
notice-match-raised = Possible same person
notice-match-raised-text = A record of yours and one of another agency. See whom to call.
notice-match-answered = A possible match was answered
notice-match-answered-text = The other agency answered, or a link was undone.
notice-case-joined = You take part in a case
notice-case-joined-text = Your part of it is open to you.
notice-liaison-routed = A young person asked for you
notice-liaison-routed-text = You are the liaison, by their own declaration.
notice-consent-given = Consent given
notice-consent-given-text = See what it covers and until when.
notice-consent-withdrawn = Consent withdrawn
notice-consent-withdrawn-text = Sharing has stopped.
notice-service-referral = News of a referral to a service
notice-service-referral-text = It arrived, was answered or has moved on.
notice-break-glass = Emergency access to your compartment
notice-break-glass-text = See who opened it, why, and confirm that you have seen it.
notice-clock-ran-out = A deadline has run out
notice-clock-ran-out-text = See which, and who must act.
notice-task-set = A task for you
notice-task-set-text = Somebody on the case asks you to do something.
