# Who looked at my work.

who-looked-title = Who looked at my work
who-looked-under = The last acts of others on the open cases that you work on, as far as you may know of them.
who-looked-none = You work on no open case whose reading you may follow.
who-looked-nobody = Nobody else yet.
who-looked-case = { $number } { $name }
who-looked-all = Everything
who-looked-you = You
who-looked-somebody = Somebody of { $agency }
who-looked-refused = Refused: nothing was shown
