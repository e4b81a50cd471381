# Searching for a person before a record is made.
search-title = Search
search-under = Look before you write a new record. What you search for is not kept in the address; that you searched is recorded.
search-line = Who do you look for?
search-line-hint = Name, telephone number, date of birth: one or several, in any order. For example: Wren Sampleby 2011-03-04
search-alike = Also names that are spelled or sound alike
search-nothing-asked = Write a name, a telephone number or a date of birth
search-name-too-long = Write at most { $limit } characters
search-phone-wrong = Write a telephone number with its area code, such as 613-555-0188
search-date-wrong = Write a date that exists, such as 2011-03-04, or a year
search-found-title = Records that you may read
search-found = { $count ->
    [one] One record fits
   *[other] { $count } records fit
}
search-more = The best { $count } are shown. Write more to narrow it down.
search-none = No record that you may read fits. Check the spelling, or write less.
search-contacts-title = Whom to call
search-contacts-text = A record there fits what you wrote. What it says stays with them: call before you write a new one.
search-contact-person = Ask for { $name }
search-contact-duty = Duty desk
search-contact-no-phone = No telephone number is known
search-record = Record
search-why = Why it was found
search-source = Holdings and key
search-alike-legend = Spelling
search-next-title = If it is nobody of these
search-next-text = A case opens from a referral that a desk takes up. Write the referral now; the desk searches once more before it opens a case.
search-next-refer = Write a referral
