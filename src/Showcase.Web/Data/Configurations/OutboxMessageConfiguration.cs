using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Messages;

namespace Showcase.Web.Data.Configurations;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.Property(m => m.To).HasMaxLength(320);
        message.Property(m => m.Subject).HasMaxLength(OutboxMessage.SubjectLength);
        message.Property(m => m.StopAddress).HasMaxLength(OutboxMessage.StopAddressLength);
        message.Property(m => m.LastError).HasMaxLength(OutboxMessage.ErrorLength);
        message.HasIndex(m => new { m.State, m.NextAttemptAt });
    }
}
