# A member's own account.
account-title = My account
account-lock = Lock the screen
account-sessions = Where you are signed in
account-sessions-hint = If one of these is not yours, end the others and change your password.
account-session = Session
account-session-this = This one
account-session-other = Another one
account-session-locked = Locked
account-session-started = Began
account-session-seen = Last used
account-session-ends = Ends
account-end-others = { $count ->
    [one] End the other session
   *[other] End the other { $count } sessions
}
account-end-others-hint = Whoever uses them is signed out at once. What was typed there and not sent is lost.
account-password-title = Password
account-password-current = Present password
account-password-new = New password
account-password-hint = A sentence of several words is best. Pasting and password managers work here.
account-password-ends = Your other sessions end. This one goes on.
account-password-do = Change the password
account-password-wrong = This is not your password
account-password-short = Use at least { $least } characters
account-password-long = Use at most { $most } characters
account-password-common = This is one of the passwords that are guessed first. Choose another
account-password-pattern = This is a simple pattern. Choose another
account-password-name = A password must not hold your name. Choose another
account-code-wrong = This is not the present code of the authenticator that you linked
account-recovery-title = Recovery codes
account-recovery-left = { $count ->
    [0] You have no recovery code left. Without your authenticator you could not sign in.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
}
account-recovery-proof = Password
account-recovery-ends = The old codes stop working at once. The new ones are shown one time.
account-recovery-do = Get new codes

codes-title = Your recovery codes
codes-once = These codes are shown now and never again. Each lets you in once when your authenticator is not at hand.
codes-print = Print this page, or copy the codes by hand, and keep them where you keep your passport. Do not take a photo of them.
codes-done = I have them
