# The service directory.
service-title = Service directory
service-lead = Who can help, where, and whether there is room. Every number is shown with its time: call before you count on it.
service-filter = Narrow the list
service-category = Kind of service
service-any-category = Every kind
service-age = Age of the person
service-age-hint = Services that do not take this age are left out
service-age-wrong = Write an age in whole years, such as 16
service-area = Town or region
service-any-area = Anywhere
service-language = Language
service-any-language = Any language
service-indigenous = Only services led by Indigenous people
service-answers-here = Only services that answer referrals in Causeway
service-show = Show services
service-clear = Clear the filters
service-count = { $n ->
    [0] No service fits
    [one] One service
   *[other] { $n } services
}
service-none = No service of the directory fits all of this. Take a filter away, or call the nearest service and ask.
service-name = Service
service-for = For
service-room = Room, as of
service-phone = Telephone
service-ages-between = { $min } to { $max } years
service-ages-from = { $min } years and older
service-ages-to = Up to { $max } years
service-ages-all = Every age
service-led = Indigenous-led
service-room-unknown = Not told
service-room-full = Full
service-room-free = { $n ->
    [one] 1 free
   *[other] { $n } free
}
service-room-unit = { $n } { $unit }
service-waiting = { $n ->
    [0] Nobody waits
    [one] 1 waits
   *[other] { $n } wait
}
service-stale = { $days ->
    [one] Not told for 1 day. Call first
   *[other] Not told for { $days } days. Call first
}
service-crumb = Directory
service-organisation = Run by
service-areas = Serves
service-languages = Languages
service-fees = Cost
service-how = How to get in
service-eligibility = For whom
service-hours = Hours
service-hours-line = { $days }: { $opens } to { $closes }
service-address = Where
service-address-secret = The address is kept secret for the safety of those who live there.
service-access = Access
service-welcomes = Welcomes
service-police = Police
service-papers = Papers
service-email = E-mail
service-web = Web
service-answer-days = Usual answer
service-answer-days-value = { $n ->
    [0] The same day
    [one] 1 day
   *[other] { $n } days
}
service-checked = Entry last checked on { $date }
service-here = Answers referrals in Causeway
service-not-here = Reached by telephone
service-update = Tell how much room there is
service-free = Free now
service-free-hint = Leave empty when you do not want to say
service-waiting-now = Waiting
service-update-do = Tell the directory
service-fault-number = Write a whole number from 0 to { $most }
note-service-updated = The directory shows it now, with this time
