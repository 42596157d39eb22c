"""What a legal page says of itself, and what its exports say."""

NOTICE = "Not legal advice. Have a lawyer read what matters before you rely on it."
PRIVILEGE = "Privileged and confidential. Prepared for the purpose of legal advice."
