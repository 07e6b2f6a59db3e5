-- The payment ledger. One row per signed authorization, whatever it was used for and however often it was sent.

create table payment (
	id              bigint generated always as identity primary key,
	network         text           not null,
	asset           text           not null,
	payer           text           not null,
	nonce           text           not null,
	state           text           not null check (state in ('RESERVED', 'VERIFIED', 'EXECUTED', 'SETTLING', 'SETTLED', 'RELEASED', 'REJECTED', 'UNKNOWN')),
	attempt         integer        not null default 1 check (attempt > 0),
	holder          uuid           not null,
	x402_version    smallint       not null check (x402_version in (1, 2)),
	scheme          text           not null,
	offer_namespace text           not null,
	offer_name      text           not null,
	amount          numeric(78, 0) not null check (amount >= 0),
	pay_to          text           not null,
	fingerprint     text           not null check (fingerprint ~ '^[0-9a-f]{64}$'),
	valid_before    timestamptz    not null,
	reason          text,
	transaction     text,
	reserved_at     timestamptz    not null,
	settling_at     timestamptz,
	settled_at      timestamptz,
	changed_at      timestamptz    not null,
	served_at       timestamptz,
	deliveries      integer        not null default 0 check (deliveries >= 0),
	-- The replay lock: the signature is not part of it, because it can be re-encoded.
	constraint payment_once unique (network, asset, payer, nonce),
	constraint payment_transaction_when_settled check (state <> 'SETTLED' or (transaction is not null and settled_at is not null))
);

create index payment_unfinished on payment (state, holder) where state in ('RESERVED', 'VERIFIED', 'EXECUTED', 'SETTLING', 'UNKNOWN');
create index payment_by_offer on payment (offer_namespace, offer_name, id);
create index payment_finished on payment (changed_at) where state in ('RELEASED', 'REJECTED');

-- The states a payment may go through. Anything else is a bug of the gateway and must not become data.
create function payment_guard() returns trigger language plpgsql as $$
begin
	if new.network <> old.network or new.asset <> old.asset or new.payer <> old.payer or new.nonce <> old.nonce then
		raise exception 'payment %: its identity can not change', old.id using errcode = 'check_violation';
	end if;
	if old.state = 'SETTLED' and (new.transaction is distinct from old.transaction or new.amount <> old.amount or new.pay_to <> old.pay_to) then
		raise exception 'payment %: what is settled can not change', old.id using errcode = 'check_violation';
	end if;
	if new.state = old.state then
		return new;
	end if;
	if (old.state, new.state) not in (
		('RESERVED', 'VERIFIED'), ('RESERVED', 'RELEASED'), ('RESERVED', 'REJECTED'),
		('VERIFIED', 'EXECUTED'), ('VERIFIED', 'SETTLING'), ('VERIFIED', 'RELEASED'),
		('EXECUTED', 'SETTLING'), ('EXECUTED', 'RELEASED'),
		('SETTLING', 'SETTLED'), ('SETTLING', 'REJECTED'), ('SETTLING', 'UNKNOWN'),
		('UNKNOWN', 'SETTLED'), ('UNKNOWN', 'RELEASED'), ('UNKNOWN', 'SETTLING'),
		('RELEASED', 'RESERVED'), ('REJECTED', 'RESERVED')) then
		raise exception 'payment %: % can not become %', old.id, old.state, new.state using errcode = 'check_violation';
	end if;
	return new;
end $$;

create trigger payment_guard before update on payment for each row execute function payment_guard();

-- What the buyer was, or was about to be, answered. Short-lived, so that a repeated payment gets the same bytes.
create table payment_answer (
	payment_id bigint primary key references payment on delete cascade,
	status     smallint    not null check (status between 200 and 399),
	headers    text        not null,
	body       bytea       not null,
	expires_at timestamptz not null
);

create index payment_answer_expiry on payment_answer (expires_at);

-- The gateways that are alive. A payment whose holder is not in here any more is taken over by whoever sees it.
create table gateway_instance (
	id      uuid primary key,
	seen_at timestamptz not null
);
