# Referrals that come in: the public form, following it, the desk that answers.

## Choosing who takes it in
referral-neutral-title = Form
referral-new = New referral
referral-choose-title = Refer a young person
referral-choose-lead = Choose the society where the young person is most often. If you are not sure, choose any: it passes the referral on.
referral-choose-none = No agency takes referrals here.
referral-choose-one = Choose
referral-follow-link = You have sent one already? <a>See where it stands</a>.

## The form
referral-more = If you know more: surname, date of birth, phone
referral-check = What does the law ask of me at this age?
referral-rather-not = I would rather not say
referral-any-hour = { $agency }, any hour
referral-duty-more = Add when you called, or why the duty does not apply
referral-readers-title = Who will read this
referral-stop = Stop and delete what I typed
referral-rather-talk = Rather talk? Duty worker, any hour:
referral-say-called = Tell us whether you have called the children’s aid society
referral-answer-wrong = { $label }: { $what }

## What can be wrong with an answer
answer-unknown-field = The form was changed on its way. Load the page again; copy your words first.
answer-required = please answer this
answer-one-of = Write a name, tick what worries you, or say it in your words: one of these is enough
answer-too-many = choose one answer
answer-cannot-skip = this one cannot be skipped
answer-too-long = this is too long; please shorten it
answer-control-character = there is a character in it that cannot be typed; please type it again
answer-not-a-number = write whole years in digits, such as 15
answer-too-small = this number is too small
answer-too-great = this number is too large
answer-not-a-choice = choose one of the answers given
answer-not-a-phone = write a phone number, such as 613-555-0171
answer-not-a-date = write a real date, with the year in four digits
answer-in-future = this day has not come yet

## Sent
referral-sent-title = It has arrived
referral-sent-number = Number { $number }
referral-sent-who = It is with the duty worker of { $agency }.
referral-sent-by = You hear by { $when } that it was read. Then you are told whether they took it up.
referral-sent-no-contact = You left no way to reach you. With the code below you can see yourself that it was read and answered.
referral-sent-again = This is the same form, sent a second time. It was taken in once. The code was shown the first time.
referral-secret-title = Your code
referral-secret-how = With it you can <a>see where the referral stands</a>: received, read, answered. It shows nothing of what you wrote.
referral-secret-once = It is shown only now. Write it down if it is safe to keep.
referral-secret-now = See where it stands
referral-secret-label = Your code
referral-secret-hint = 64 letters and digits. Spaces do not matter.

## Following it
referral-follow-title = Where your referral stands
referral-follow-number = Number { $number }
referral-follow-only = What was decided is told to you by a person, if you left a way to reach you.
referral-follow-do = Show
referral-follow-unknown = There is nothing with this code. Check each letter and digit.
referral-step-received = Received
referral-step-read = Read
referral-step-answered = Answered
referral-not-yet = not yet

## Stopped
referral-stopped-title = Nothing was sent
referral-stopped-text = What you typed is deleted. Nothing of it was kept.
referral-stopped-again = Begin again
note-referral-sent = Sent. It is with the duty desk; you can follow it here.
