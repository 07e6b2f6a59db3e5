-- What was not charged goes by its age. By the end of its validity, which its buyer chooses, it could stay for ever, and
-- anybody can send forged payments.
drop index payment_unpaid;
create index payment_unpaid on payment (reserved_at) where not open and settled_at is null;
