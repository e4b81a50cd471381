# Signing in.
signin-title = Sign in
signin-lead = For staff of partner agencies. If you need help for yourself or someone else, <a>find a service</a>; no account is needed.
signin-passkey-title = Passkey or security key
signin-passkey-hint = Quickest. Your phone, your computer or the key on your lanyard.
signin-passkey-do = Use my passkey
signin-password-title = Password and code
signin-user = Work e-mail
signin-password = Password
signin-password-hint = Pasting and password managers work here.
signin-cannot = I cannot sign in
signin-before-title = Before you go on
signin-before-need = Open a record only when your work needs it. Every look is written down with your name and reason, and the person concerned can ask to see that list.
signin-before-lock = The screen locks after a few minutes without use. What you typed is kept.
