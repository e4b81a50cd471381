# The page that shows every part; development builds only.
styleguide-contact = <strong>Safe contact:</strong> text after 16:00 to the number in the plan. Never the home number. No voicemail.
styleguide-sections = Case sections
styleguide-name-missing = Write a name, a first name or a nickname
styleguide-age-missing = Say how old they are, or that you would rather not
