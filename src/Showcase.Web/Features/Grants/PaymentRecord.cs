namespace Showcase.Web.Features.Grants;

/// <summary>What an officer types when a payment went out.</summary>
public sealed record PaymentRecord(Guid Id, DateOnly On, string Reference);
