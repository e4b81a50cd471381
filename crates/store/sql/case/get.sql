select id, number, case_type, stage, owner_id, opened_at, closed_at, charged_on, publication_ban, subject_name,
       subject_pronouns, subject_age, safe_contact
from case_file
where id = $1
