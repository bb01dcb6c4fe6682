// Package webhook tells other systems what happened to certificates, by signed
// requests to addresses that an administrator subscribed.
//
// Each subscription keeps its position in the events. It moves on only when the
// receiver has answered with a 2xx status, so nothing is lost, whatever fails
// or restarts; an event may come more than once, and carries a lasting id by
// which to tell. Within a channel events come in their order.
package webhook
