# Frame of every page, parts that pages share, error pages.

## Frame
skip-to-main = Skip to main content
nav-label = Main
nav-waiting = { $count } waiting
nav-more = More
nav-now = Now
nav-cases = Cases
nav-referrals = Referrals
nav-matches = Matches
nav-search = Search
nav-directory = Directory
nav-account = My account
nav-members = Members
nav-dashboard = Figures
nav-ledger = Ledger
top-label = Search and settings
env-training = Training copy. Every person, agency, case and figure is invented.
search-label = Search names, numbers, cases
search-placeholder = Name, number, case
search-do = Search
hide-screen = Hide screen
hidden-title = Screen hidden
hidden-back = Show it again
sign-out = Sign out
foot-keys = Keys
foot-who-looked = Who looked at my work
foot-help = Help
foot-accessibility = Accessibility
foot-privacy = Privacy
crumbs-label = Where you are
idle-warning = This screen locks in less than a minute. Press any key to stay.

## Leaving a public page
exit-label = Leave this page
exit-hint = Someone coming? This opens another site at once. Keys: Shift three times.
exit-do = Leave now
exit-href = https://weather.gc.ca/

## Lengths of time
duration-day = { $n } { $n ->
    [one] day
   *[other] days
}
duration-hour = { $n } h
duration-minute = { $n } min

## Clocks
clock-overdue-by = Overdue { $time }
clock-due-at = Due { $when }
clock-met-at = Met { $when }
clock-stopped-why = Stopped: { $why }
clock-on-time = On time
clock-due-soon = Due soon
clock-overdue = Overdue
clock-stopped = Stopped
clock-met = Met

## Compartments
regime-core = Shared core
regime-child-protection = Child protection
regime-police = Police
regime-liaison = Indigenous liaison
regime-services = Survivor services
regime-vault = Counselling vault
regime-intelligence = Intelligence
regime-first-nation = First Nation

## Parts
track-done = (done)
rule-line = Rule { $id }, in force from { $from }. { $source }
rule-verified = Verified
rule-not-verified = Not verified

## Forms
form-errors-title = { $count ->
    [one] One answer needs another look
   *[other] { $count } answers need another look
}
form-kept = Everything you typed is kept.
form-continue = Continue
form-day = Day
form-month = Month
form-year = Year
form-date-wrong = Give a real date, with the year in four digits, such as 23 11 2026

## Figures
figure-table = Table and file
figure-csv = CSV
figure-provisional = Striped: provisional
figure-held-small = fewer than { $n }
figure-held = not shown
figure-held-short = held
figure-held-small-short = <{ $n }
figure-held-note = Hatched: held back so that nobody can be recognised. The height says nothing.
figure-even = even
map-windows = Part of the map
map-region = { $name }: { $value }
map-range = { $from } to { $to }
map-held = held back
map-none = no figure
map-credit-census = Adapted from Statistics Canada, 2016 Census boundary files. This does not constitute an endorsement by Statistics Canada of this product. Lakes: Natural Earth.
map-credit-health = Public health units of 2023: COVID-19 Canada Open Data Working Group, CC BY 4.0. Contains information licensed under the Open Government Licence - Canada. Lakes: Natural Earth.
figure-table-scrolls = Table, scrolls sideways

## Error pages
error-back = Back to the start
error-bad-title = We could not read this
error-bad-text = The address or the form was damaged on its way. Nothing was changed. Go back and try again.
error-signed-out-title = You are signed out
error-signed-out-text = Nothing was saved. Sign in again in another tab, then come back here and send it once more.
error-cross-site-title = This did not come from our page
error-cross-site-text = The form was sent from another site. Nothing was changed.
error-stale-title = This form is out of date
error-stale-text = It belongs to an earlier session, or it was sent already. Nothing was changed by this try. Go back, load the page again and check what is there.
error-forbidden-title = A rule stands in the way
error-forbidden-text = You may see this, but not do that. Nothing was changed. Your supervisor or privacy officer can say who may decide.
error-rule = Rule: { $id }
error-not-found-title = There is nothing here
error-not-found-text = Check the address, or go back to the start.
error-method-title = This page cannot do that
error-method-text = The address exists, but not for this kind of request. Nothing was changed.
error-timeout-title = It took too long
error-timeout-text = The form did not arrive whole. Nothing was saved. Go back and send it again.
error-conflict-title = Somebody else changed this
error-conflict-text = Nothing of yours was saved over theirs. Go back, load the page again and check what is there.
error-too-large-title = This is too large
error-too-large-text = More was sent than this page takes. Nothing was saved. Go back and send less.
error-type-title = This is not a form that we can read
error-type-text = Nothing was changed.
error-unprocessable-title = Some of this does not fit together
error-unprocessable-text = Nothing was saved. Go back and check the answers.
error-too-many-title = Too many tries
error-too-many-text = Wait a little, then try again.
error-unavailable-title = Not available right now
error-unavailable-text = Nothing was saved. Try again in a few minutes.
error-internal-title = Something went wrong on our side
error-internal-text = Nothing was saved. The people who run the system can see what happened. Try again in a few minutes.
