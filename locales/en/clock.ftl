# Deadlines.
clock-list-title = Deadlines
clock-list-all = All deadlines of the agency.
clock-list-mine = Yours, and those that fall on nobody by name.
clock-count = { $n ->
    [one] 1 deadline
   *[other] { $n } deadlines
}
clock-running = Running
clock-ended = Met or stopped in the last 7 days
clock-none = No clock is running. New ones appear when a rule starts them.
clock-referral = referral { $number }
clock-over = { $time } over
clock-left = { $time } left
clock-paused = paused
clock-was-due = Was due { $when }
clock-due-by = Due { $when }
clock-allows = { $when } ({ $length }).
clock-stopped-on = Stopped { $when }: { $why }
clock-met-on = Met { $when }.
clock-who-you = You.
clock-who-colleague = A colleague.
clock-who-role = { $role }.
clock-rule-says = Allows { $length }.
clock-stop = Stop this clock
clock-stop-why = Why it stops
clock-stop-hint = One line, such as: waiting for proof of identity. Without names.
clock-stop-do = Stop it
clock-why-missing = Say in one line why it stops
clock-why-wrong = Write one line of at most 200 characters
clock-cannot-stop = The rule does not let this clock stop
note-clock-stopped = The clock is stopped.

length-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
length-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
length-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
length-months = { $n ->
    [one] 1 month
   *[other] { $n } months
}
length-years = { $n ->
    [one] 1 year
   *[other] { $n } years
}
length-business-hours = { $n ->
    [one] 1 business hour
   *[other] { $n } business hours
}
length-business-days = { $n ->
    [one] 1 business day
   *[other] { $n } business days
}
clock-resume = Let it run again
note-clock-resumed = The clock runs again.
