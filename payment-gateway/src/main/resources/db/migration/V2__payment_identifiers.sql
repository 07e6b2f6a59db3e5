-- The names that buyers give their purchases (extension payment-identifier), so that a repeat is known by its name even
-- when it was signed again. A name belongs to one payer at one offer, and goes with the payment it stands for.

create table payment_identifier (
	payer           text        not null,
	offer_namespace text        not null,
	offer_name      text        not null,
	identifier      text        not null check (identifier ~ '^[A-Za-z0-9_-]{16,128}$'),
	payment_id      bigint      not null references payment on delete cascade,
	created_at      timestamptz not null,
	primary key (payer, offer_namespace, offer_name, identifier)
);

create index payment_identifier_of on payment_identifier (payment_id);
create index payment_identifier_age on payment_identifier (created_at);
