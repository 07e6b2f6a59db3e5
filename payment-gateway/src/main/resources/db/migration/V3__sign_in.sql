-- Signing in with a wallet (extension sign-in-with-x). Challenges are not kept: they carry a seal made with this key,
-- which all gateways share. What is kept is which of them were used, until they are too old anyway.

create table sign_in_key (
	only_one boolean primary key default true check (only_one),
	key      bytea not null check (length(key) = 32)
);

create table sign_in_used (
	nonce   text primary key,
	used_at timestamptz not null
);

create index sign_in_used_age on sign_in_used (used_at);
