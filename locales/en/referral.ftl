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

## The desk
nav-referrals-title = Referrals
referral-page-title = Referral
referral-numbered = Referral { $number }
referral-count = { $n ->
    [one] 1 referral
   *[other] { $n } referrals
}
referral-waiting = Waiting for an answer
referral-waiting-none = No referral waits. New ones appear here as soon as they are sent.
referral-answered = Answered
referral-sent-by-you = Sent by you
referral-sent-none = You have sent none. A referral that you send can be followed here.
referral-received-at = Received { $when }.
referral-source-unsaid = Did not say where from
referral-state-received = Not read yet
referral-state-read = Read
referral-state-accepted = Taken up
referral-state-declined = Goes no further
referral-fact-state = State
referral-fact-from = From
referral-fact-received = Received
referral-fact-read = First read
referral-fact-answered = Answered
referral-to-case = Open the case
referral-not-said = would rather not say
referral-known = Is this person known?
referral-known-none = Nobody like this was found. A record of what the referral says is in your holdings.
referral-known-nothing-to-find = The referral gives no name and no number to search by.
referral-contact = Contact { $agency }
referral-contact-why = They hold a record of somebody who fits. Ask them; nothing of it is shown here.
referral-hit-born = born { $born }
referral-take-up = Take it up
referral-take-up-what = A case opens with a compartment for each agency. You lead it. Whoever sent the referral sees that it was answered.
referral-case-type = Kind of case
referral-pronouns = Pronouns, as the young person told them
referral-pronouns-hint = Leave empty if nobody has asked yet.
referral-records = Your own records of the same person
referral-records-hint = Tick only those that you are sure of. They are put on the case, not merged.
referral-joining = Who joins you
referral-joining-hint = Each writes in their own agency’s compartment. An Indigenous liaison joins when the young person asks for one.
referral-take-up-do = Take up and open the case
referral-decline = Or let it go no further
referral-reason = Why
referral-reason-words = Say more below.
referral-words = In words
referral-words-hint = Stays with the referral; the sender does not see it.
referral-decline-do = Decline with this reason
referral-duty = Duty to report
referral-duty-sender = The sender answered:
referral-duty-not-asked = they were not asked.
referral-fit = Does it fit the programme?
referral-eligible = { $rule }: yes
referral-not-eligible = { $rule }: no
referral-eligible-unknown = { $rule }: age not known
referral-eligible-ask = Ask; a guess is no reason to refuse.
referral-told-what = Whoever sent it left a way to be reached. Tell them that it arrived, then note it here.
referral-told = I have told them
note-referral-told = Noted: they know that it arrived.
note-referral-taken-up = Taken up. The case is open, and the sender sees that it was answered.
note-referral-declined = It goes no further. The sender sees that it was answered.
