# Signing in, locking.
signin-title = Sign in
signin-lead = For staff of partner agencies. If you need help for yourself or someone else, <a>find a service</a>; no account is needed.
signin-user = Sign-in name
signin-user-missing = Write your sign-in name
signin-password = Password
signin-password-hint = Pasting and password managers work here.
signin-password-missing = Write your password
signin-code = Code
signin-code-hint = Six digits from your authenticator, or one of your recovery codes.
signin-code-missing = Write the code from your authenticator, or a recovery code
signin-do = Sign in
signin-cannot = I cannot sign in
signin-first = First time here, or your account was reset? <a>Use your set-up code</a>.
signin-wrong = Name, password and code do not fit together. Each code works once; wait for the next one
signin-wait = Too many tries. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, then try again
signin-before-title = Before you go on
signin-before-need = Open a record only when your work needs it. Every look is written down with your name and reason, and the person concerned can ask to see that list.
signin-before-lock = The screen locks after a few minutes without use. What you typed is kept.
signin-help-title = I cannot sign in
signin-help-device = My phone with the authenticator is lost or broken
signin-help-device-text = Write one of your recovery codes where the page asks for the code. Each works once. Then tell your agency’s administrator that the phone is lost.
signin-help-password = I have forgotten my password
signin-help-password-text = Ask your agency’s administrator to reset your account. There is no reset by e-mail, so that nobody who reads your mail gets in.
signin-help-wait = The page asks me to wait
signin-help-wait-text = After several wrong tries at a name, the next one has to wait. That slows down people who guess. Nothing is locked for good.
signin-help-reset = My account was reset
signin-help-reset-text = Your administrator has given you a set-up code. <a>Use it here</a> to choose a new password and link your authenticator.
signin-back = Back to the sign-in

lock-title = Screen locked
lock-lead = Nobody used this screen for a while. Show that it is you, and you are back where you were.
lock-kept = What you sent is kept, unread. It is sent on as soon as you are back.
lock-lost = The file that you sent could not be kept. Nothing was saved. Send it again once you are back.
lock-proof = Password or code
lock-proof-hint = Your password, the code of your authenticator, or a recovery code.
lock-proof-missing = Write your password or a code
lock-proof-wrong = This is neither your password nor a code that is still good
lock-do = Go on
lock-do-send = Go on and send
lock-over = Your session has ended. <a>Sign in again</a>. What was typed here and not sent is lost.
lock-not-me = That is not me: sign out

once-again-title = This was sent already
once-again-text = The first sending arrived at { $at }. This second one changed nothing.
once-again-check = Check whether what you wanted is there. If it is not, the first sending was broken off: go back, load the page again and send it once more.

## Said once after an act
note-sent-before = This form was sent before. It acted once; here is where it led.
note-signed-out = You are signed out.
note-recovery-used = You signed in with a recovery code. It is used up; check how many are left.
note-others-ended = Your other sessions have ended.
note-password-changed = Your password has changed, and your other sessions have ended.
